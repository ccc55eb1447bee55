// A load on an echo server on the loopback address, from one thread. Every byte that comes back is
// compared with what was sent; whatever goes wrong ends the program with status 1.
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mode {
  // Requests in flight on connections that stay.
  MODE_ECHO,
  // Connect, one request, close, again and again.
  MODE_CONNECT,
  // One request on each connection, and then silence.
  MODE_IDLE,
};

struct options {
  enum mode mode;
  struct sockaddr_in server;
  uint64_t connections;
  // Of a request.
  uint64_t bytes;
  // Requests in flight on a connection.
  uint64_t depth;
  // How many requests end the load; UINT64_MAX where the time does.
  uint64_t requests;
  double seconds;
  double warmup_seconds;
  // The pause between an answer to all of a round and the next round; 0 where there are no rounds.
  double pause_seconds;
  // The longest wait for the server to do anything.
  double stall_seconds;
};

// Reads the command line; ends the program with status 2 where it cannot be read.
struct options options_from(int count, char **arguments);

enum phase { PHASE_OPENING, PHASE_WARMING, PHASE_MEASURING, PHASE_DRAINING };

struct connection {
  // -1 while it is not open.
  int socket;
  bool is_connected;
  // Whether an answer has come, on this connection or one before in the same place.
  bool is_served;
  // Where in the pattern the stream begins.
  uint64_t base;
  // Bytes of the stream.
  uint64_t asked;
  uint64_t sent;
  uint64_t received;
  // Requests that may still be asked.
  uint64_t left;
  uint64_t opened_at;
  // When the requests in flight were asked: that of number n at n modulo depth.
  uint64_t *asked_at;
};

struct load {
  struct options options;
  enum phase phase;
  uint64_t phase_since;
  int epoll;
  struct connection *connections;
  // Places in `connections` that were taken up, and those of them that were served.
  uint64_t taken;
  uint64_t served;
  // Connections ever opened, which numbers them.
  uint64_t opened;
  // Connections and answers that are waited for.
  uint64_t pending;
  // In all, and when the measured time began and ended.
  uint64_t answers;
  uint64_t answers_at_begin;
  uint64_t answers_at_end;
  uint64_t received_bytes;
  double measured_seconds;
};

// Goes through all phases.
void run(struct load *load);
bool is_stopping(const struct load *load);

void connection_open(struct load *load, struct connection *connection);
// Does what the events of epoll_wait(2) allow.
void connection_handle(struct load *load, struct connection *connection, uint32_t events);
// Asks as much as may be in flight on a connection that waits for nothing.
void connection_ask_round(struct load *load, struct connection *connection);

// Bytes without a period that a request could have, so that no answer passes for another.
void pattern_make(void);
// The bytes of a stream from `offset` on; PATTERN_SPAN of them.
const uint8_t *pattern_from(uint64_t offset);
enum { PATTERN_SPAN = 256 * 1024 };

void latencies_record(uint64_t nanoseconds);
// The time that this share of the recorded ones did not exceed, by at most 0.8 %.
double latencies_quantile_us(double share);

uint64_t clock_nanoseconds(void);
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
