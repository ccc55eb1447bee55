#define _GNU_SOURCE
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

#include "crowd.h"

// Descriptors beside those of the connections.
enum { DESCRIPTORS_BESIDE = 16 };

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("CrowdLoad: ", stderr);
  vfprintf(stderr, format, arguments);
  fputc('\n', stderr);
  va_end(arguments);
  exit(1);
}

uint64_t clock_nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void raise_descriptor_limit(uint64_t connections) {
  rlim_t wanted = (rlim_t)connections + DESCRIPTORS_BESIDE;
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_cur >= wanted) return;
  if (limit.rlim_max < wanted) {
    fail("%llu connections need more descriptors than the limit of %llu",
         (unsigned long long)connections, (unsigned long long)limit.rlim_max);
  }
  limit.rlim_cur = limit.rlim_max;
  if (setrlimit(RLIMIT_NOFILE, &limit) < 0) fail("setrlimit: %s", strerror(errno));
}

static void tell(const char *name, uint64_t value) {
  printf("\"%s\": %llu, ", name, (unsigned long long)value);
}

void crowd_report(const struct crowd *crowd) {
  const struct counts *counts = &crowd->counts;
  uint64_t held = 0, held_served = 0;
  for (uint64_t index = 0; index < crowd->options.connections; index++) {
    const struct connection *connection = &crowd->connections[index];
    bool is_open = connection->socket >= 0 && connection->is_connected;
    held += is_open;
    held_served += is_open && connection->is_served;
  }
  putchar('{');
  tell("opened", counts->opened);
  tell("refused", counts->refused);
  tell("connected", counts->connected);
  tell("served", counts->served);
  tell("finished", counts->finished);
  tell("reset", counts->reset);
  tell("unserved", counts->unserved);
  tell("delivered", counts->delivered);
  tell("late", counts->late);
  tell("held", held);
  tell("held_served", held_served);
  tell("sent_bytes", counts->sent_bytes);
  printf("\"received_bytes\": %llu}\n", (unsigned long long)counts->received_bytes);
  fflush(stdout);
}

int main(int count, char **arguments) {
  struct crowd crowd = {.options = options_from(count, arguments)};
  raise_descriptor_limit(crowd.options.connections);
  pattern_make();
  crowd.connections = calloc(crowd.options.connections, sizeof *crowd.connections);
  if (crowd.connections == NULL) fail("out of memory");
  for (uint64_t index = 0; index < crowd.options.connections; index++) {
    crowd.connections[index].socket = -1;
  }
  crowd.epoll = epoll_create1(EPOLL_CLOEXEC);
  if (crowd.epoll < 0) fail("epoll_create1: %s", strerror(errno));
  crowd_run(&crowd);
  return 0;
}
