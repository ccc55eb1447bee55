#include "load.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>

enum {
  // Connections that are not served yet, so that no listener's queue overflows.
  UNSERVED_MAX = 64,
  EVENTS_MAX = 512,
  // So often is the clock read, whatever happens.
  WAIT_MILLISECONDS = 20,
};

static volatile sig_atomic_t is_asked_to_end;

static void ask_to_end(int signal) {
  (void)signal;
  is_asked_to_end = 1;
}

bool is_stopping(const struct load *load) { return load->phase == PHASE_DRAINING; }

static void begin(struct load *load, enum phase phase, uint64_t now) {
  load->phase = phase;
  load->phase_since = now;
}

static double seconds_since(uint64_t then, uint64_t now) { return (double)(now - then) / 1e9; }

static bool is_measured(const struct load *load, uint64_t now) {
  const struct options *options = &load->options;
  if (options->mode != MODE_IDLE && load->answers >= options->requests) return true;
  bool has_time = options->mode == MODE_IDLE || options->requests == UINT64_MAX;
  return has_time && seconds_since(load->phase_since, now) >= options->seconds;
}

static void begin_measuring(struct load *load, uint64_t now) {
  load->answers_at_begin = load->answers;
  begin(load, PHASE_MEASURING, now);
  if (load->options.mode == MODE_IDLE) printf("holding %llu\n", (unsigned long long)load->served);
  if (load->options.announces) puts("measuring");
  fflush(stdout);
}

static void end_measuring(struct load *load, uint64_t now) {
  load->answers_at_end = load->answers;
  load->measured_seconds = seconds_since(load->phase_since, now);
  begin(load, PHASE_DRAINING, now);
}

static void advance(struct load *load, uint64_t now) {
  const struct options *options = &load->options;
  if (load->phase == PHASE_OPENING && load->served == options->connections) {
    begin(load, PHASE_WARMING, now);
  }
  if (load->phase == PHASE_WARMING &&
      seconds_since(load->phase_since, now) >= options->warmup_seconds) {
    begin_measuring(load, now);
  }
  if (load->phase == PHASE_MEASURING && (is_asked_to_end || is_measured(load, now))) {
    end_measuring(load, now);
  }
}

static void open_more(struct load *load) {
  while (load->taken < load->options.connections && load->taken - load->served < UNSERVED_MAX) {
    connection_open(load, &load->connections[load->taken++]);
  }
}

// Lets the server come to rest, and sends a request on each connection.
static void send_round(struct load *load) {
  double seconds = load->options.pause_seconds;
  struct timespec pause = {.tv_sec = (time_t)seconds};
  pause.tv_nsec = (long)((seconds - (double)pause.tv_sec) * 1e9);
  nanosleep(&pause, NULL);
  for (uint64_t index = 0; index < load->options.connections; index++) {
    connection_ask_round(load, &load->connections[index]);
  }
}

// Ends the program where the server has owed something for too long.
static void watch_progress(const struct load *load, uint64_t now) {
  static uint64_t last, last_at;
  uint64_t progress = load->received_bytes + load->opened;
  if (progress != last || load->pending == 0) {
    last = progress;
    last_at = now;
  } else if (seconds_since(last_at, now) > load->options.stall_seconds) {
    fail("nothing has come for %.1f s; %llu answers are due", load->options.stall_seconds,
         (unsigned long long)load->pending);
  }
}

static void wait_and_handle(struct load *load) {
  static struct epoll_event events[EVENTS_MAX];
  int count = epoll_wait(load->epoll, events, EVENTS_MAX, WAIT_MILLISECONDS);
  if (count < 0 && errno != EINTR) fail("epoll_wait: %s", strerror(errno));
  for (int index = 0; index < count; index++) {
    connection_handle(load, events[index].data.ptr, events[index].events);
  }
}

void run(struct load *load) {
  struct sigaction action = {.sa_handler = ask_to_end};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  begin(load, PHASE_OPENING, clock_nanoseconds());
  bool in_rounds = load->options.pause_seconds > 0;
  while (!is_stopping(load) || load->pending > 0) {
    uint64_t now = clock_nanoseconds();
    open_more(load);
    advance(load, now);
    watch_progress(load, now);
    if (is_asked_to_end && load->phase < PHASE_MEASURING) fail("ended before it could measure");
    bool is_round_over = load->pending == 0 && load->served == load->options.connections;
    if (in_rounds && is_round_over && !is_stopping(load)) send_round(load);
    wait_and_handle(load);
  }
}
