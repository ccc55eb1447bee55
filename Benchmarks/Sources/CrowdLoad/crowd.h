// Many connections at once to an echo server on the loopback address, none of which does much, and
// some of which do it badly. Every byte that comes back is compared with what was sent; whatever goes
// wrong ends the program with status 1.
#pragma once

#include <CPattern.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What a connection does in its turns, which come at an interval.
enum behaviour {
  // A request, where the last one is answered.
  STEADY,
  // One byte.
  SLOW_WRITER,
  // Nothing but reading a few bytes, of a server that is sent as much as it takes, up to 8 MiB.
  SLOW_READER,
  // One byte of a text that is no request: of a handshake, say. What comes back does not matter.
  SCRIPT,
  // No turns: sends all, half-closes, and reads to the end; then again on another connection.
  DELIVERY,
};

struct options {
  enum behaviour behaviour;
  struct sockaddr_in server;
  uint64_t connections;
  // So many are opened before the first of them is answered.
  uint64_t unsettled_max;
  // Of a request, of a delivery, or read in a turn.
  uint64_t bytes;
  double interval_seconds;
  // How long it holds them; then it ends by itself.
  double seconds;
  // How long nothing may happen before things count as settled.
  double settling_seconds;
  // The longest wait for an answer at the end.
  double stall_seconds;
  // Addresses that the connections come from.
  uint64_t sources;
  const uint8_t *script;
  uint64_t script_bytes;
  // The server may refuse and end connections.
  bool may_end;
  // An ended connection is opened again at its next turn.
  bool reopens;
};

// Reads the command line; ends the program with status 2 where it cannot be read.
struct options options_from(int count, char **arguments);

struct connection {
  // -1 while it is not open.
  int socket;
  bool is_connected;
  bool is_served;
  // Where in the pattern the stream begins.
  uint64_t base;
  // Bytes of the stream; what is asked is to be sent.
  uint64_t asked;
  uint64_t sent;
  uint64_t received;
};

struct counts {
  // Connections ever opened, and what became of them; `finished` and `reset` are the server's doing.
  uint64_t opened;
  uint64_t refused;
  uint64_t connected;
  uint64_t served;
  uint64_t finished;
  uint64_t reset;
  // Ended before a first byte came back.
  uint64_t unserved;
  uint64_t delivered;
  uint64_t sent_bytes;
  uint64_t received_bytes;
  // Turns at which a request was still without its answer.
  uint64_t late;
};

struct crowd {
  struct options options;
  int epoll;
  struct connection *connections;
  struct counts counts;
  bool is_ending;
};

void connection_open(struct crowd *crowd, struct connection *connection);
// Does what the events of epoll_wait(2) allow.
void connection_handle(struct crowd *crowd, struct connection *connection, uint32_t events);
void connection_take_turn(struct crowd *crowd, struct connection *connection);
// Whether all that it is owed has come.
bool connection_is_satisfied(const struct crowd *crowd, const struct connection *connection);

// Holds the crowd until its time is over, or SIGTERM.
void crowd_run(struct crowd *crowd);
// Prints what there is now, as one line of JSON.
void crowd_report(const struct crowd *crowd);

uint64_t clock_nanoseconds(void);
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
