#define _GNU_SOURCE
#include "load.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

// Descriptors beside those of the connections.
enum { DESCRIPTORS_BESIDE = 16 };

static const char *const mode_names[] = {"echo", "connect", "idle"};

void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fputs("EchoLoad: ", stderr);
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

static double cpu_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
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

// Requests are shared out evenly; where the time ends the load, each connection has no end of them.
static uint64_t share_of(const struct options *options, uint64_t index) {
  if (options->mode == MODE_IDLE) return 1;
  if (options->requests == UINT64_MAX) return UINT64_MAX;
  uint64_t remainder = options->requests % options->connections;
  return options->requests / options->connections + (index < remainder ? 1 : 0);
}

static void make_connections(struct load *load) {
  const struct options *options = &load->options;
  load->connections = calloc(options->connections, sizeof *load->connections);
  uint64_t *rings = calloc(options->connections * options->depth, sizeof *rings);
  if (load->connections == NULL || rings == NULL) fail("out of memory");
  for (uint64_t index = 0; index < options->connections; index++) {
    load->connections[index].socket = -1;
    load->connections[index].left = share_of(options, index);
    load->connections[index].asked_at = &rings[index * options->depth];
  }
}

static void report(const struct load *load) {
  const struct options *options = &load->options;
  uint64_t requests = load->answers_at_end - load->answers_at_begin;
  double per_second = requests > 0 ? (double)requests / load->measured_seconds : 0;
  printf("{\"mode\": \"%s\", \"connections\": %llu, \"bytes\": %llu, \"depth\": %llu, ",
         mode_names[options->mode], (unsigned long long)options->connections,
         (unsigned long long)options->bytes, (unsigned long long)options->depth);
  printf("\"seconds\": %.6f, \"requests\": %llu, ", load->measured_seconds,
         (unsigned long long)requests);
  printf("\"per_second\": %.1f, \"bytes_per_second\": %.0f, ", per_second,
         per_second * (double)options->bytes);
  printf("\"p50_us\": %.1f, \"p99_us\": %.1f, \"p999_us\": %.1f, \"max_us\": %.1f, ",
         latencies_quantile_us(0.5), latencies_quantile_us(0.99), latencies_quantile_us(0.999),
         latencies_quantile_us(1));
  printf("\"requests_total\": %llu, \"resumed\": %llu, \"cpu_seconds\": %.6f}\n",
         (unsigned long long)load->answers, (unsigned long long)load->resumed, cpu_seconds());
}

int main(int count, char **arguments) {
  struct load load = {.options = options_from(count, arguments)};
  raise_descriptor_limit(load.options.connections);
  pattern_make();
  tls_make(&load.options);
  make_connections(&load);
  load.epoll = epoll_create1(EPOLL_CLOEXEC);
  if (load.epoll < 0) fail("epoll_create1: %s", strerror(errno));
  run(&load);
  report(&load);
  return fflush(stdout) == 0 ? 0 : 1;
}
