#define _GNU_SOURCE
#include "CFuzz.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const int signals[] = {SIGABRT, SIGALRM, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
#define SIGNALS (sizeof signals / sizeof *signals)
static struct sigaction before[SIGNALS];

static char crash_path[1024];
static unsigned seconds_limit;
static const uint8_t *volatile input;
static volatile size_t input_count;

// Async-signal-safe (signal-safety(7)): open, write, close, sigaction and raise.
static void keep_and_die(int number) {
  int file = open(crash_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  for (size_t done = 0; file >= 0 && input != NULL && done < input_count;) {
    ssize_t written = write(file, (const uint8_t *)input + done, input_count - done);
    if (written <= 0) break;
    done += (size_t)written;
  }
  const char *said = number == SIGALRM ? "\nfuzz: an input took too long; it is kept in "
                                       : "\nfuzz: a crash; its input is kept in ";
  ssize_t ignored = write(STDERR_FILENO, said, strlen(said));
  ignored = write(STDERR_FILENO, crash_path, strlen(crash_path));
  ignored = write(STDERR_FILENO, "\n", 1);
  (void)ignored;
  // What would have happened without this, a backtrace perhaps.
  for (size_t index = 0; index < SIGNALS; index++) sigaction(signals[index], &before[index], NULL);
  raise(number);
}

void cfuzz_keep_crashes(const char *path, unsigned seconds_max) {
  strncpy(crash_path, path, sizeof crash_path - 1);
  seconds_limit = seconds_max;
  // So that what was printed before a crash is seen, in a file or a pipe too.
  setvbuf(stdout, NULL, _IOLBF, 0);
  // A stack of its own, so that running out of stack is kept too.
  static uint8_t stack[1 << 16];
  stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
  sigaltstack(&alternate, NULL);
  struct sigaction action = {.sa_handler = keep_and_die};
  action.sa_flags = SA_NODEFER | SA_ONSTACK;
  for (size_t index = 0; index < SIGNALS; index++) {
    sigaction(signals[index], &action, &before[index]);
  }
  cfuzz_rewind_clock();
}

void cfuzz_set_input(const uint8_t *bytes, size_t count) {
  input = NULL;
  input_count = count;
  input = bytes;
}

void cfuzz_rewind_clock(void) { alarm(seconds_limit); }

static int family_number(int family) { return family == 4 ? AF_INET : AF_INET6; }

int cfuzz_parse_address(int family, const uint8_t *text, size_t count, uint8_t *address) {
  char copy[256];
  if (count == 0 || count >= sizeof copy || memchr(text, 0, count) != NULL) return 0;
  memcpy(copy, text, count);
  copy[count] = 0;
  return inet_pton(family_number(family), copy, address) == 1;
}

size_t cfuzz_format_address(int family, const uint8_t *address, char *text) {
  if (inet_ntop(family_number(family), address, text, 64) == NULL) return 0;
  return strlen(text);
}

size_t cfuzz_message_length(size_t payload) { return CMSG_LEN(payload); }
size_t cfuzz_message_space(size_t payload) { return CMSG_SPACE(payload); }

size_t cfuzz_walk_messages(const uint8_t *bytes, size_t count, struct cfuzz_message *messages,
                           size_t capacity) {
  // A copy, aligned as the macros ask for.
  void *copy = malloc(count + 1);
  if (copy == NULL) return 0;
  memcpy(copy, bytes, count);
  struct msghdr header = {.msg_control = copy, .msg_controllen = count};
  size_t found = 0;
  for (struct cmsghdr *next = CMSG_FIRSTHDR(&header); next != NULL;
       next = CMSG_NXTHDR(&header, next)) {
    if (found < capacity) {
      messages[found] = (struct cfuzz_message){
          .level = next->cmsg_level,
          .type = next->cmsg_type,
          .payload_offset = (size_t)((const uint8_t *)CMSG_DATA(next) - (const uint8_t *)copy),
          .payload_count = next->cmsg_len - CMSG_LEN(0),
      };
    }
    found++;
  }
  free(copy);
  return found;
}
