#define _GNU_SOURCE
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

enum { LOOPS_MAX = 64 };

struct request {
  struct sockaddr_in address;
  int loops;
};

static int end_event;

void fail(const char *step) {
  fprintf(stderr, "CEchoServer: %s: %s\n", step, strerror(errno));
  exit(1);
}

static _Noreturn void refuse(void) {
  fprintf(stderr, "usage: CEchoServer --listen HOST:PORT [--loops N]\n");
  exit(2);
}

static long number(const char *text, long least, long most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text || *end != 0 || value < least || value > most) refuse();
  return value;
}

static struct sockaddr_in address_from(char *text) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  char *colon = strrchr(text, ':');
  if (colon == NULL) refuse();
  *colon = 0;
  address.sin_port = htons((uint16_t)number(colon + 1, 0, 65535));
  if (inet_pton(AF_INET, text, &address.sin_addr) != 1) refuse();
  return address;
}

static struct request request_from(int count, char **arguments) {
  struct request request = {.loops = 1};
  if (count % 2 == 0) refuse();
  for (int index = 1; index < count; index += 2) {
    char *value = arguments[index + 1];
    if (strcmp(arguments[index], "--listen") == 0) {
      request.address = address_from(value);
    } else if (strcmp(arguments[index], "--loops") == 0) {
      request.loops = (int)number(value, 1, LOOPS_MAX);
    } else {
      refuse();
    }
  }
  if (request.address.sin_family == 0) refuse();
  return request;
}

static void ask_to_end(int signal) {
  (void)signal;
  uint64_t one = 1;
  if (write(end_event, &one, sizeof one) < 0) _exit(1);
}

int main(int count, char **arguments) {
  struct request request = request_from(count, arguments);
  end_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (end_event < 0) fail("eventfd");
  struct sigaction action = {.sa_handler = ask_to_end};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);

  struct loop *loops[LOOPS_MAX];
  for (int index = 0; index < request.loops; index++) {
    loops[index] = loop_make(&request.address, end_event);
  }
  char host[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &request.address.sin_addr, host, sizeof host);
  printf("listening tcp %s:%d\n", host, ntohs(request.address.sin_port));
  fflush(stdout);

  pthread_t threads[LOOPS_MAX];
  for (int index = 1; index < request.loops; index++) {
    errno = pthread_create(&threads[index], NULL, loop_run, loops[index]);
    if (errno != 0) fail("pthread_create");
  }
  loop_run(loops[0]);
  for (int index = 1; index < request.loops; index++) pthread_join(threads[index], NULL);
  return 0;
}
