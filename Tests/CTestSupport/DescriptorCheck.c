// Fails a test process that ends with descriptors open that were not open when it began: each is
// named on standard error, and the exit status is 1.
//
// Sockets, pipes, eventfds and files in the temporary directory count. What the libraries of the
// tests keep for good does not: libdispatch has an epoll instance, timers, and an eventfd that the
// epoll instance waits for; so has each of Foundation's run loops. Hence epoll instances and timers
// do not count, nor does an eventfd that an epoll instance of this process waits for.

#include "CTestSupport.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
  TARGET_MAX = 256,
  DESCRIPTORS_MAX = 4096,
  // Threads that nobody waits for may be about to close theirs.
  ATTEMPTS_MAX = 50,
  ATTEMPT_NANOSECONDS = 20 * 1000 * 1000,
};

struct open_descriptor {
  int number;
  char target[TARGET_MAX];
};

static struct open_descriptor at_start[DESCRIPTORS_MAX];
static int count_at_start;
// 0 where no process is checked.
static pid_t checked_process;

// Fills LIST with the open descriptors, without the one that it looks with; returns how many.
static int list_open(struct open_descriptor *list) {
  DIR *directory = opendir("/proc/self/fd");
  if (directory == NULL) {
    return 0;
  }
  int count = 0;
  struct dirent *entry;
  while (count < DESCRIPTORS_MAX && (entry = readdir(directory)) != NULL) {
    struct open_descriptor *open = &list[count];
    open->number = atoi(entry->d_name);
    ssize_t length =
        readlinkat(dirfd(directory), entry->d_name, open->target, sizeof open->target - 1);
    if (length < 0 || open->number == dirfd(directory)) {
      continue;
    }
    open->target[length] = 0;
    count += 1;
  }
  closedir(directory);
  return count;
}

static bool begins(const char *text, const char *start) {
  return strncmp(text, start, strlen(start)) == 0;
}

static bool was_open_at_start(const struct open_descriptor *open) {
  for (int index = 0; index < count_at_start; index += 1) {
    const struct open_descriptor *other = &at_start[index];
    if (other->number == open->number && strcmp(other->target, open->target) == 0) {
      return true;
    }
  }
  return false;
}

// Whether the epoll instance EPOLL waits for NUMBER: a line `tfd: NUMBER …` of proc(5).
static bool waits_for(int epoll, int number) {
  char line[TARGET_MAX];
  snprintf(line, sizeof line, "/proc/self/fdinfo/%d", epoll);
  FILE *information = fopen(line, "r");
  if (information == NULL) {
    return false;
  }
  bool found = false;
  int target = -1;
  while (!found && fgets(line, sizeof line, information) != NULL) {
    found = sscanf(line, "tfd: %d", &target) == 1 && target == number;
  }
  fclose(information);
  return found;
}

static bool belongs_to_an_event_loop(int number, const struct open_descriptor *list, int count) {
  for (int index = 0; index < count; index += 1) {
    if (strcmp(list[index].target, "anon_inode:[eventpoll]") == 0 &&
        waits_for(list[index].number, number)) {
      return true;
    }
  }
  return false;
}

static bool is_leak(const struct open_descriptor *open, const struct open_descriptor *list,
                    int count) {
  if (was_open_at_start(open)) {
    return false;
  }
  if (strcmp(open->target, "anon_inode:[eventfd]") == 0) {
    return !belongs_to_an_event_loop(open->number, list, count);
  }
  return begins(open->target, "socket:") || begins(open->target, "pipe:") ||
         begins(open->target, "/tmp/");
}

// Counts the leaks, or those of one number, and names them if asked.
static int count_leaks(int only, bool names) {
  struct open_descriptor *now = calloc(DESCRIPTORS_MAX, sizeof *now);
  int count = now == NULL ? 0 : list_open(now);
  int leaks = 0;
  for (int index = 0; index < count; index += 1) {
    if ((only >= 0 && now[index].number != only) || !is_leak(&now[index], now, count)) {
      continue;
    }
    leaks += 1;
    if (names) {
      fprintf(stderr, "leaked descriptor %d: %s\n", now[index].number, now[index].target);
    }
  }
  free(now);
  return leaks;
}

bool ctestsupport_is_leak(int descriptor) { return count_leaks(descriptor, false) > 0; }

__attribute__((constructor)) static void remember_open_descriptors(void) {
  count_at_start = list_open(at_start);
  // The processes of exit tests end in the middle of things, which is what they are for. Later the
  // testing library takes the variable away.
  checked_process = getenv("SWT_EXIT_TEST_ID") == NULL ? getpid() : 0;
}

__attribute__((destructor)) static void compare_open_descriptors(void) {
  if (getpid() != checked_process) {
    return;
  }
  struct timespec pause = {.tv_nsec = ATTEMPT_NANOSECONDS};
  for (int attempt = 0; attempt < ATTEMPTS_MAX && count_leaks(-1, false) > 0; attempt += 1) {
    nanosleep(&pause, NULL);
  }
  if (count_leaks(-1, true) > 0) {
    fflush(NULL);
    _exit(1);
  }
}
