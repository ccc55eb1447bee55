#define _GNU_SOURCE
#include "crowd.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>

enum {
  EVENTS_MAX = 512,
  // So often is the clock read, whatever happens.
  WAIT_MILLISECONDS = 5,
};

// A server that has taken nothing of slow readers for so long is full.
static const double FILLING_SECONDS = 0.2;

static volatile sig_atomic_t is_asked_to_end;

static void ask_to_end(int signal) {
  (void)signal;
  is_asked_to_end = 1;
}

// What has become of its connections, as a number that changes with each step. Slow readers have come
// once the server takes no more of what they send.
static uint64_t progress_of(const struct crowd *crowd) {
  const struct counts *counts = &crowd->counts;
  uint64_t filled = crowd->options.behaviour == SLOW_READER ? counts->sent_bytes : 0;
  return counts->opened + counts->refused + counts->connected + counts->served +
         counts->finished + counts->reset + filled;
}

static uint64_t settled(const struct crowd *crowd) {
  const struct counts *counts = &crowd->counts;
  uint64_t fast = crowd->options.behaviour == SCRIPT ? counts->connected : counts->served;
  return fast + counts->refused + counts->unserved;
}

static void wait_and_handle(struct crowd *crowd) {
  static struct epoll_event events[EVENTS_MAX];
  int count = epoll_wait(crowd->epoll, events, EVENTS_MAX, WAIT_MILLISECONDS);
  if (count < 0 && errno != EINTR) fail("epoll_wait: %s", strerror(errno));
  for (int index = 0; index < count; index++) {
    struct connection *connection = events[index].data.ptr;
    // An event may be of a descriptor that was closed meanwhile; then there is nothing to be done.
    if (connection->socket >= 0) connection_handle(crowd, connection, events[index].events);
  }
}

// Opens all connections, and goes on until each has been served or ended, or nothing happens to
// them any more.
static void assemble(struct crowd *crowd) {
  const struct options *options = &crowd->options;
  uint64_t progress = 0, progress_at = clock_nanoseconds(), opened = 0;
  while (!is_asked_to_end) {
    while (opened < options->connections && opened < settled(crowd) + options->unsettled_max) {
      connection_open(crowd, &crowd->connections[opened++]);
    }
    wait_and_handle(crowd);
    uint64_t now = clock_nanoseconds();
    if (progress_of(crowd) != progress) {
      progress = progress_of(crowd);
      progress_at = now;
    }
    bool is_whole = opened == options->connections && settled(crowd) >= opened;
    double still_seconds = (double)(now - progress_at) / 1e9;
    bool is_still = still_seconds >= options->settling_seconds;
    is_whole = is_whole && (options->behaviour != SLOW_READER || still_seconds >= FILLING_SECONDS);
    // Where connections may end, one that is served or connected may still do so.
    if (options->may_end && !options->reopens ? is_still : is_whole) break;
    if (is_still && !is_whole && !options->may_end) {
      fail("of %llu connections %llu were served, then nothing came for %.1f s",
           (unsigned long long)options->connections, (unsigned long long)settled(crowd),
           options->settling_seconds);
    }
  }
}

// Gives the connections their turns, which are spread evenly over the interval.
static void hold(struct crowd *crowd) {
  const struct options *options = &crowd->options;
  double pace = options->interval_seconds / (double)options->connections;
  uint64_t start = clock_nanoseconds(), turns = 0;
  double elapsed = 0;
  while (!is_asked_to_end && elapsed < options->seconds) {
    wait_and_handle(crowd);
    elapsed = (double)(clock_nanoseconds() - start) / 1e9;
    for (; (double)(turns + 1) * pace <= elapsed; turns++) {
      connection_take_turn(crowd, &crowd->connections[turns % options->connections]);
    }
  }
}

static uint64_t unsatisfied(const struct crowd *crowd) {
  uint64_t count = 0;
  for (uint64_t index = 0; index < crowd->options.connections; index++) {
    count += !connection_is_satisfied(crowd, &crowd->connections[index]);
  }
  return count;
}

// Waits for what is owed, and asks for nothing more.
static void settle(struct crowd *crowd) {
  crowd->is_ending = true;
  uint64_t received = 0, received_at = clock_nanoseconds(), owed;
  while ((owed = unsatisfied(crowd)) > 0) {
    wait_and_handle(crowd);
    uint64_t now = clock_nanoseconds();
    if (crowd->counts.received_bytes != received) {
      received = crowd->counts.received_bytes;
      received_at = now;
    } else if ((double)(now - received_at) / 1e9 > crowd->options.stall_seconds) {
      fail("nothing has come for %.1f s; %llu connections are owed bytes",
           crowd->options.stall_seconds, (unsigned long long)owed);
    }
  }
}

void crowd_run(struct crowd *crowd) {
  struct sigaction action = {.sa_handler = ask_to_end};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  assemble(crowd);
  crowd_report(crowd);
  hold(crowd);
  settle(crowd);
  crowd_report(crowd);
}
