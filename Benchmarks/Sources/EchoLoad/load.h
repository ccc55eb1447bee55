// A load on an echo server on the loopback address, from one thread. Every byte that comes back is
// compared with what was sent; whatever goes wrong ends the program with status 1.
#pragma once

#include <CPattern.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

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
  // In the number that OpenSSL gives it (TLS1_3_VERSION); 0 where the bytes are sent as they are.
  int tls_version;
  // Each connection goes on with the session of the one before in the same place.
  bool resumes;
  // What each connection begins with, before all else; NULL where there is nothing.
  const char *preamble;
  // Tells when measuring begins.
  bool announces;
};

// Reads the command line; ends the program with status 2 where it cannot be read.
struct options options_from(int count, char **arguments);

enum phase { PHASE_OPENING, PHASE_WARMING, PHASE_MEASURING, PHASE_DRAINING };

struct connection {
  // -1 while it is not open.
  int socket;
  // connect(2) is done, and the handshake, where there is one, as well.
  bool is_opened;
  bool is_connected;
  // NULL without TLS.
  SSL *tls;
  // The latest that the server gave in this place; NULL where there is none, or none is resumed.
  SSL_SESSION *session;
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
  // Handshakes that went on with an earlier session.
  uint64_t resumed;
  double measured_seconds;
};

// Where it stands among the connections, for messages.
int connection_number(const struct load *load, const struct connection *connection);

// Makes what all connections share, where there is TLS at all.
void tls_make(const struct options *options);
// The following do nothing, or are not called, without TLS. The socket is connected.
void tls_begin(const struct load *load, struct connection *connection);
// Whether the handshake is done, or needs none; it goes on where it stopped.
bool tls_shake_hands(struct load *load, struct connection *connection);
// As send(2) and recv(2), with the one error EAGAIN; others end the program.
ssize_t tls_send(const struct load *load, const struct connection *connection, const uint8_t *bytes,
                 size_t count);
ssize_t tls_receive(const struct load *load, const struct connection *connection, uint8_t *bytes,
                    size_t count);
// Says goodbye and frees it.
void tls_end(struct connection *connection);

// Goes through all phases.
void run(struct load *load);
bool is_stopping(const struct load *load);

void connection_open(struct load *load, struct connection *connection);
// Does what the events of epoll_wait(2) allow.
void connection_handle(struct load *load, struct connection *connection, uint32_t events);
// Asks as much as may be in flight on a connection that waits for nothing.
void connection_ask_round(struct load *load, struct connection *connection);

void latencies_record(uint64_t nanoseconds);
// The time that this share of the recorded ones did not exceed, by at most 0.8 %.
double latencies_quantile_us(double share);

uint64_t clock_nanoseconds(void);
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));
