#define _GNU_SOURCE
#include "load.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// Connections come from 127.0.0.2 and so many addresses after it: the side that closes first keeps
// the port for a minute (TIME_WAIT), and one address has some 28,000.
enum { SOURCES = 64 };

int connection_number(const struct load *load, const struct connection *connection) {
  return (int)(connection - load->connections);
}

// Binds to an address and leaves the port to connect(2), which knows the other end.
static void bind_source(int socket, uint64_t number) {
  struct sockaddr_in source = {.sin_family = AF_INET};
  source.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1 + (uint32_t)(number % SOURCES));
  int on = 1;
  setsockopt(socket, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
  if (bind(socket, (struct sockaddr *)&source, sizeof source) < 0) {
    fail("bind: %s", strerror(errno));
  }
}

void connection_open(struct load *load, struct connection *connection) {
  int opened = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (opened < 0) fail("socket: %s", strerror(errno));
  int on = 1;
  setsockopt(opened, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  bind_source(opened, load->opened);
  const struct sockaddr_in *server = &load->options.server;
  int result = connect(opened, (const struct sockaddr *)server, sizeof *server);
  if (result < 0 && errno != EINPROGRESS) {
    fail("connect: %s", strerror(errno));
  }
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET};
  event.data.ptr = connection;
  if (epoll_ctl(load->epoll, EPOLL_CTL_ADD, opened, &event) < 0) {
    fail("epoll_ctl: %s", strerror(errno));
  }
  connection->socket = opened;
  connection->is_opened = connection->is_connected = false;
  // Neighbours begin far from each other, so that their bytes differ.
  connection->base = load->opened * 7919;
  connection->asked = connection->sent = connection->received = 0;
  connection->opened_at = clock_nanoseconds();
  load->opened++;
  load->pending++;
}

static void send_preamble(const struct load *load, const struct connection *connection) {
  const char *preamble = load->options.preamble;
  if (preamble == NULL) return;
  ssize_t length = (ssize_t)strlen(preamble);
  // A new connection has room for it.
  if (send(connection->socket, preamble, (size_t)length, MSG_NOSIGNAL) != length) {
    fail("connection %d: its preamble was not taken", connection_number(load, connection));
  }
}

static void finish_connecting(const struct load *load, struct connection *connection) {
  int code = 0;
  socklen_t length = sizeof code;
  if (getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &code, &length) < 0) code = errno;
  if (code != 0) {
    fail("connection %d: connect: %s", connection_number(load, connection), strerror(code));
  }
  send_preamble(load, connection);
  connection->is_opened = true;
  tls_begin(load, connection);
}

static void ask(struct load *load, struct connection *connection, uint64_t count, uint64_t now) {
  const struct options *options = &load->options;
  for (; count > 0 && connection->left > 0; count--) {
    connection->asked_at[connection->asked / options->bytes % options->depth] = now;
    connection->asked += options->bytes;
    connection->left--;
    load->pending++;
  }
}

static void send_asked(struct load *load, struct connection *connection) {
  while (connection->sent < connection->asked) {
    uint64_t left = connection->asked - connection->sent;
    size_t length = left < PATTERN_SPAN ? (size_t)left : PATTERN_SPAN;
    const uint8_t *bytes = pattern_from(connection->base + connection->sent);
    ssize_t sent = connection->tls == NULL ? send(connection->socket, bytes, length, MSG_NOSIGNAL)
                                           : tls_send(load, connection, bytes, length);
    if (sent < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN) return;
      fail("connection %d: send: %s", connection_number(load, connection), strerror(errno));
    }
    connection->sent += (uint64_t)sent;
  }
}

static void compare(struct load *load, struct connection *connection, const uint8_t *bytes,
                    size_t count) {
  int number = connection_number(load, connection);
  if (connection->received + count > connection->sent) {
    fail("connection %d: more bytes came back than were sent", number);
  }
  const uint8_t *expected = pattern_from(connection->base + connection->received);
  if (memcmp(bytes, expected, count) == 0) return;
  size_t index = 0;
  while (bytes[index] == expected[index]) index++;
  fail("connection %d: byte %llu is 0x%02x, sent was 0x%02x", number,
       (unsigned long long)(connection->received + index), bytes[index], expected[index]);
}

static void count_answer(struct load *load, struct connection *connection, uint64_t number,
                         uint64_t now) {
  const struct options *options = &load->options;
  uint64_t asked_at = connection->asked_at[number % options->depth];
  uint64_t since = options->mode == MODE_CONNECT ? connection->opened_at : asked_at;
  if (load->phase == PHASE_MEASURING) latencies_record(now - since);
  load->answers++;
  load->pending--;
  if (!connection->is_served) load->served++;
  connection->is_served = true;
}

static void take(struct load *load, struct connection *connection, size_t count) {
  const struct options *options = &load->options;
  uint64_t first = connection->received / options->bytes;
  connection->received += count;
  load->received_bytes += count;
  uint64_t end = connection->received / options->bytes;
  if (first == end) return;
  uint64_t now = clock_nanoseconds();
  for (uint64_t number = first; number < end; number++) count_answer(load, connection, number, now);
  bool keeps_asking = options->mode == MODE_ECHO && options->pause_seconds == 0;
  if (keeps_asking && !is_stopping(load)) ask(load, connection, end - first, now);
}

static void receive_answers(struct load *load, struct connection *connection, bool to_the_end) {
  static uint8_t bytes[PATTERN_SPAN];
  int number = connection_number(load, connection);
  while (true) {
    ssize_t received = connection->tls == NULL
                           ? recv(connection->socket, bytes, sizeof bytes, 0)
                           : tls_receive(load, connection, bytes, sizeof bytes);
    if (received < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN) return;
      fail("connection %d: recv: %s", number, strerror(errno));
    }
    if (received == 0) fail("connection %d: closed by the server", number);
    compare(load, connection, bytes, (size_t)received);
    take(load, connection, (size_t)received);
    // A short read has emptied the queue: what comes later comes with an event of its own. Of TLS
    // a read is one record.
    if ((size_t)received < sizeof bytes && !to_the_end && connection->tls == NULL) return;
  }
}

static void open_next(struct load *load, struct connection *connection) {
  tls_end(connection);
  close(connection->socket);
  connection->socket = -1;
  if (connection->left > 0 && !is_stopping(load)) connection_open(load, connection);
}

// Asks for the first time, once the connection is made; false before that.
static bool begin_asking(struct load *load, struct connection *connection) {
  if (!connection->is_opened) finish_connecting(load, connection);
  if (!tls_shake_hands(load, connection)) return false;
  connection->is_connected = true;
  load->pending--;
  ask(load, connection, load->options.depth, clock_nanoseconds());
  return true;
}

void connection_handle(struct load *load, struct connection *connection, uint32_t events) {
  bool ends = events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR);
  if (!connection->is_connected) {
    if (!begin_asking(load, connection)) return;
  } else if (ends || (events & EPOLLIN)) {
    receive_answers(load, connection, ends);
  }
  send_asked(load, connection);
  bool is_answered = connection->received > 0 && connection->received == connection->asked;
  if (load->options.mode == MODE_CONNECT && is_answered) open_next(load, connection);
}

void connection_ask_round(struct load *load, struct connection *connection) {
  ask(load, connection, load->options.depth, clock_nanoseconds());
  send_asked(load, connection);
}
