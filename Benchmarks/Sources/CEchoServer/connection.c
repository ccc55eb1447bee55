#define _GNU_SOURCE
#include "server.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// Full buffers of one connection before the others get their turn.
enum { TURNS_MAX = 16 };

uint32_t connection_events(void) { return EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET; }

static bool keep(struct connection *connection, const uint8_t *bytes, size_t count) {
  connection->unsent = malloc(count);
  if (connection->unsent == NULL) return false;
  memcpy(connection->unsent, bytes, count);
  connection->unsent_from = 0;
  connection->unsent_end = count;
  return true;
}

// Sends, and keeps what the kernel does not take.
static bool send_or_keep(struct connection *connection, const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t sent = send(connection->socket, bytes, count, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN && keep(connection, bytes, count);
    }
    bytes += sent;
    count -= (size_t)sent;
  }
  return true;
}

static bool send_unsent(struct connection *connection) {
  while (connection->unsent_from < connection->unsent_end) {
    ssize_t sent = send(connection->socket, connection->unsent + connection->unsent_from,
                        connection->unsent_end - connection->unsent_from, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    connection->unsent_from += (size_t)sent;
  }
  free(connection->unsent);
  connection->unsent = NULL;
  return true;
}

// Has the same event come again, behind those of the others.
static bool yield(const struct loop *loop, struct connection *connection) {
  struct epoll_event event = {.events = connection_events(), .data.ptr = connection};
  return epoll_ctl(loop->epoll, EPOLL_CTL_MOD, connection->socket, &event) == 0;
}

static bool echo(const struct loop *loop, struct connection *connection) {
  for (int turn = 0; connection->unsent == NULL; turn++) {
    if (turn == TURNS_MAX) return yield(loop, connection);
    ssize_t received = recv(connection->socket, loop->buffer, BUFFER_BYTES, 0);
    if (received < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    if (received == 0) return false;
    if (!send_or_keep(connection, loop->buffer, (size_t)received)) return false;
    // A short read has emptied the queue: what comes later comes with an event of its own.
    if (received < BUFFER_BYTES && !connection->is_ending) return true;
  }
  return true;
}

bool connection_handle(const struct loop *loop, struct connection *connection, uint32_t events) {
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) connection->is_ending = true;
  bool was_blocked = connection->unsent != NULL;
  if (was_blocked && !send_unsent(connection)) return false;
  bool is_readable = events & ~(uint32_t)EPOLLOUT;
  return !(was_blocked || is_readable) || echo(loop, connection);
}

void connection_close(struct connection *connection) {
  close(connection->socket);
  free(connection->unsent);
  free(connection);
}
