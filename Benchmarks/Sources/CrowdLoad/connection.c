#define _GNU_SOURCE
#include "crowd.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
  // The first address that connections come from: 127.0.1.1, so that other loads have others.
  FIRST_SOURCE = INADDR_LOOPBACK + 256,
  // Of the kernel, for what a slow reader has not read, and for what the server has not taken:
  // small, as what the server itself keeps is what counts.
  UNREAD_BYTES = 4096,
  UNTAKEN_BYTES = 64 * 1024,
  // What a slow reader sends: more than the buffers of the kernel take, which grow to some 5 MB, so
  // that the server has to stop reading. Without an end a server that does not would fill the memory.
  SLOW_READER_BYTES = 8 * 1024 * 1024,
};

static int number_of(const struct crowd *crowd, const struct connection *connection) {
  return (int)(connection - crowd->connections);
}

static void set(int socket, int level, int option, int value) {
  if (setsockopt(socket, level, option, &value, sizeof value) < 0) {
    fail("setsockopt: %s", strerror(errno));
  }
}

static void close_connection(struct connection *connection) {
  close(connection->socket);
  connection->socket = -1;
}

// The server has ended a connection, or not begun it.
static void end(struct crowd *crowd, struct connection *connection, int code) {
  struct counts *counts = &crowd->counts;
  const char *reason = code == 0 ? "closed by the server" : strerror(code);
  bool is_refused = !connection->is_connected;
  if (!crowd->options.may_end) fail("connection %d: %s", number_of(crowd, connection), reason);
  if (is_refused) {
    counts->refused++;
  } else {
    counts->finished += code == 0;
    counts->reset += code != 0;
    counts->unserved += connection->received == 0;
  }
  close_connection(connection);
}

void connection_open(struct crowd *crowd, struct connection *connection) {
  const struct options *options = &crowd->options;
  int opened = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (opened < 0) fail("socket: %s", strerror(errno));
  set(opened, IPPROTO_TCP, TCP_NODELAY, 1);
  if (options->behaviour == SLOW_READER) {
    set(opened, SOL_SOCKET, SO_RCVBUF, UNREAD_BYTES);
    set(opened, SOL_SOCKET, SO_SNDBUF, UNTAKEN_BYTES);
  }
  // Leaves the port to connect(2), which knows the other end.
  set(opened, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1);
  struct sockaddr_in source = {.sin_family = AF_INET};
  uint64_t number = (uint64_t)number_of(crowd, connection) % options->sources;
  source.sin_addr.s_addr = htonl(FIRST_SOURCE + (uint32_t)number);
  if (bind(opened, (struct sockaddr *)&source, sizeof source) < 0) {
    fail("bind: %s", strerror(errno));
  }
  // Neighbours begin far from each other, so that their bytes differ.
  *connection = (struct connection){.socket = opened, .base = crowd->counts.opened * 7919};
  crowd->counts.opened++;
  const struct sockaddr_in *server = &options->server;
  int result = connect(opened, (const struct sockaddr *)server, sizeof *server);
  if (result < 0 && errno != EINPROGRESS) {
    end(crowd, connection, errno);
    return;
  }
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET};
  event.data.ptr = connection;
  if (epoll_ctl(crowd->epoll, EPOLL_CTL_ADD, opened, &event) < 0) {
    fail("epoll_ctl: %s", strerror(errno));
  }
}

static const uint8_t *bytes_from(const struct crowd *crowd, const struct connection *connection,
                                 uint64_t offset) {
  if (crowd->options.behaviour == SCRIPT) return crowd->options.script + offset;
  return pattern_from(connection->base + offset);
}

static void send_asked(struct crowd *crowd, struct connection *connection) {
  bool is_delivery = crowd->options.behaviour == DELIVERY;
  while (connection->socket >= 0 && connection->sent < connection->asked) {
    uint64_t left = connection->asked - connection->sent;
    size_t length = left < PATTERN_SPAN ? (size_t)left : PATTERN_SPAN;
    const uint8_t *bytes = bytes_from(crowd, connection, connection->sent);
    ssize_t sent = send(connection->socket, bytes, length, MSG_NOSIGNAL);
    if (sent >= 0) {
      connection->sent += (uint64_t)sent;
      crowd->counts.sent_bytes += (uint64_t)sent;
      if (is_delivery && connection->sent == connection->asked) {
        shutdown(connection->socket, SHUT_WR);
      }
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      end(crowd, connection, errno);
    }
  }
}

static void compare(const struct crowd *crowd, const struct connection *connection,
                    const uint8_t *bytes, size_t count) {
  int number = number_of(crowd, connection);
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

static void take(struct crowd *crowd, struct connection *connection, const uint8_t *bytes,
                 size_t count) {
  if (crowd->options.behaviour != SCRIPT) {
    compare(crowd, connection, bytes, count);
    if (!connection->is_served) crowd->counts.served++;
    connection->is_served = true;
  }
  connection->received += count;
  crowd->counts.received_bytes += count;
}

// Its stream has ended, by the server's doing or because all has been delivered.
static void take_end(struct crowd *crowd, struct connection *connection) {
  if (crowd->options.behaviour != DELIVERY) {
    end(crowd, connection, 0);
    return;
  }
  if (connection->received < connection->asked) {
    fail("connection %d: ended after %llu of %llu bytes", number_of(crowd, connection),
         (unsigned long long)connection->received, (unsigned long long)connection->asked);
  }
  crowd->counts.delivered++;
  close_connection(connection);
  if (!crowd->is_ending) connection_open(crowd, connection);
}

// An answer that was begun is owed whole, whatever the server does to connections else.
static void take_error(struct crowd *crowd, struct connection *connection, int code) {
  if (crowd->options.behaviour == DELIVERY && connection->received > 0) {
    fail("connection %d: %s after %llu of %llu bytes", number_of(crowd, connection),
         strerror(code), (unsigned long long)connection->received,
         (unsigned long long)connection->asked);
  }
  end(crowd, connection, code);
}

// Reads at most so much, or what there is.
static void receive(struct crowd *crowd, struct connection *connection, size_t most) {
  static uint8_t bytes[PATTERN_SPAN];
  while (connection->socket >= 0 && most > 0) {
    size_t length = most < sizeof bytes ? most : sizeof bytes;
    ssize_t received = recv(connection->socket, bytes, length, 0);
    if (received > 0) {
      take(crowd, connection, bytes, (size_t)received);
      most -= (size_t)received;
    } else if (received == 0) {
      // Another may have been opened in its place.
      take_end(crowd, connection);
      return;
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR) {
      take_error(crowd, connection, errno);
    }
  }
}

// What is asked as soon as it is connected, so that it is known to be served.
static uint64_t first_asked(const struct options *options) {
  switch (options->behaviour) {
    case STEADY:
    case DELIVERY: return options->bytes;
    case SLOW_WRITER:
    case SCRIPT: return 1;
    case SLOW_READER: return SLOW_READER_BYTES;
  }
  return 0;
}

static bool finish_connecting(struct crowd *crowd, struct connection *connection) {
  int code = 0;
  socklen_t length = sizeof code;
  if (getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &code, &length) < 0) code = errno;
  if (code != 0) {
    end(crowd, connection, code);
    return false;
  }
  connection->is_connected = true;
  crowd->counts.connected++;
  connection->asked = first_asked(&crowd->options);
  return true;
}

void connection_handle(struct crowd *crowd, struct connection *connection, uint32_t events) {
  if (!connection->is_connected && !finish_connecting(crowd, connection)) return;
  send_asked(crowd, connection);
  bool ends = events & (EPOLLHUP | EPOLLERR);
  // A slow reader reads in its turns, and once before, which shows that it is served.
  bool is_slow = crowd->options.behaviour == SLOW_READER && connection->is_served && !ends;
  if (!is_slow) {
    size_t most = crowd->options.behaviour == SLOW_READER && !ends ? 1 : SIZE_MAX;
    receive(crowd, connection, most);
  }
}

void connection_take_turn(struct crowd *crowd, struct connection *connection) {
  const struct options *options = &crowd->options;
  if (connection->socket < 0) {
    if (options->reopens) connection_open(crowd, connection);
    return;
  }
  if (!connection->is_connected) return;
  switch (options->behaviour) {
    case STEADY:
      if (connection->received == connection->asked) {
        connection->asked += options->bytes;
      } else {
        crowd->counts.late++;
      }
      break;
    case SLOW_WRITER: connection->asked++; break;
    case SLOW_READER: receive(crowd, connection, options->bytes); break;
    case SCRIPT:
      if (connection->asked < options->script_bytes) connection->asked++;
      break;
    case DELIVERY: break;
  }
  send_asked(crowd, connection);
}

bool connection_is_satisfied(const struct crowd *crowd, const struct connection *connection) {
  enum behaviour behaviour = crowd->options.behaviour;
  if (connection->socket < 0 || behaviour == SLOW_READER || behaviour == SCRIPT) return true;
  // What was never served may be waiting behind a limit.
  if (crowd->options.may_end && !connection->is_served) return true;
  return behaviour != DELIVERY && connection->received == connection->asked;
}
