#define _GNU_SOURCE
#include "CMeasuring.h"

#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static long number(const char *text, long least) {
  char *end;
  errno = 0;
  long value = strtol(text, &end, 10);
  if (errno != 0 || *text == 0 || *end != 0 || value < least) {
    fprintf(stderr, "not a number from %ld on: %s\n", least, text);
    exit(2);
  }
  return value;
}

struct measuring_run measuring_run(int count, char *const *arguments) {
  if (count != 4 && count != 6) {
    fprintf(stderr, "usage: PEER MODE SIZE COUNT [CLIENT_CPU SERVER_CPU]\n");
    exit(2);
  }
  return (struct measuring_run){
      .mode = arguments[1],
      .size = number(arguments[2], 1),
      .count = number(arguments[3], 1),
      .client_cpu = count == 6 ? (int)number(arguments[4], -1) : -1,
      .server_cpu = count == 6 ? (int)number(arguments[5], -1) : -1,
  };
}

void measuring_pin(int cpu) {
  if (cpu < 0) return;
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(cpu, &set);
  if (sched_setaffinity(0, sizeof set, &set) != 0) measuring_fail("sched_setaffinity");
}

static double seconds(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

struct measuring_clocks measuring_now(void) {
  return (struct measuring_clocks){
      .wall = seconds(CLOCK_MONOTONIC),
      .process_cpu = seconds(CLOCK_PROCESS_CPUTIME_ID),
      .thread_cpu = seconds(CLOCK_THREAD_CPUTIME_ID),
  };
}

void measuring_report(long operations, struct measuring_clocks start) {
  struct measuring_clocks end = measuring_now();
  printf("{\"operations\": %ld, \"wall\": %.9f, \"process_cpu\": %.9f, \"thread_cpu\": %.9f}\n",
         operations, end.wall - start.wall, end.process_cpu - start.process_cpu,
         end.thread_cpu - start.thread_cpu);
  fflush(stdout);
}

int measuring_file(long bytes) {
  int file = memfd_create("measuring", MFD_CLOEXEC);
  if (file < 0) measuring_fail("memfd_create");
  static char piece[1 << 16];
  memset(piece, 'x', sizeof piece);
  for (long done = 0; done < bytes;) {
    size_t wanted = bytes - done < (long)sizeof piece ? (size_t)(bytes - done) : sizeof piece;
    ssize_t written = write(file, piece, wanted);
    if (written < 0) measuring_fail("write");
    done += written;
  }
  return file;
}

void *measuring_buffer(size_t bytes) {
  void *buffer = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (buffer == NULL) measuring_fail("aligned_alloc");
  memset(buffer, 'x', bytes);
  return buffer;
}

void measuring_drop(int socket, long bytes) {
  static char nowhere[1 << 16];
  while (bytes > 0) {
    ssize_t dropped = recv(socket, nowhere, sizeof nowhere, MSG_TRUNC);
    if (dropped < 0 && errno == EINTR) continue;
    if (dropped <= 0) measuring_fail("recv");
    bytes -= dropped;
  }
}

void measuring_fail(const char *step) {
  fprintf(stderr, "%s: %s\n", step, strerror(errno));
  exit(1);
}
