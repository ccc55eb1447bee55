#define _GNU_SOURCE
#include "server.h"

#include <errno.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

// Full buffers of one connection before the others get their turn.
enum { TURNS_MAX = 16 };

uint32_t connection_events(void) { return EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET; }

struct connection *connection_make(const struct server *server, int socket) {
  struct connection *connection = calloc(1, sizeof *connection);
  SSL *tls = SSL_new(server->context);
  BIO *bio = connection == NULL ? NULL : memory_bio(&connection->memory);
  if (tls == NULL || bio == NULL) {
    close(socket);
    free(connection);
    SSL_free(tls);
    BIO_free(bio);
    return NULL;
  }
  SSL_set_bio(tls, bio, bio);
  SSL_set_accept_state(tls);
  connection->socket = socket;
  connection->tls = tls;
  return connection;
}

static bool keep(struct connection *connection, const uint8_t *bytes, size_t count) {
  connection->unsent = malloc(count);
  if (connection->unsent == NULL) return false;
  memcpy(connection->unsent, bytes, count);
  connection->unsent_from = 0;
  connection->unsent_end = count;
  return true;
}

// Sends the output, and keeps what the kernel does not take.
static bool send_output(struct connection *connection) {
  const uint8_t *bytes = connection->memory.output;
  size_t count = connection->memory.output_count;
  connection->memory.output_count = 0;
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
static bool yield(const struct server *server, struct connection *connection) {
  struct epoll_event event = {.events = connection_events(), .data.ptr = connection};
  return epoll_ctl(server->epoll, EPOLL_CTL_MOD, connection->socket, &event) == 0;
}

// Reads as many records as the buffer holds; -1 where the connection is broken.
static ssize_t read_plain(struct connection *connection, uint8_t *plain) {
  size_t count = 0;
  while (count < PLAIN_BYTES) {
    size_t taken;
    int result = SSL_read_ex(connection->tls, plain + count, PLAIN_BYTES - count, &taken);
    if (result == 1) {
      count += taken;
      continue;
    }
    int error = SSL_get_error(connection->tls, result);
    if (error == SSL_ERROR_ZERO_RETURN) connection->is_over = true;
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_ZERO_RETURN) return -1;
    break;
  }
  return (ssize_t)count;
}

// Turns the input into output; the handshake goes on inside of reading.
static bool answer(const struct server *server, struct connection *connection) {
  uint8_t *plain = server->buffers->plain;
  ssize_t count;
  ERR_clear_error();
  do {
    count = read_plain(connection, plain);
    if (count < 0) return false;
    if (count > 0 && SSL_write(connection->tls, plain, (int)count) != count) return false;
  } while (count == PLAIN_BYTES);
  if (connection->is_over) SSL_shutdown(connection->tls);
  return true;
}

static bool echo(const struct server *server, struct connection *connection) {
  for (int turn = 0; connection->unsent == NULL && !connection->is_over; turn++) {
    if (turn == TURNS_MAX) return yield(server, connection);
    ssize_t received = recv(connection->socket, server->buffers->input, INPUT_BYTES, 0);
    if (received < 0) {
      if (errno == EINTR) continue;
      return errno == EAGAIN;
    }
    if (received == 0) return false;
    connection->memory.input = server->buffers->input;
    connection->memory.input_left = (size_t)received;
    connection->memory.output = server->buffers->output;
    bool is_right = answer(server, connection);
    // What OpenSSL has to say of an error goes out as well.
    if (!send_output(connection) || !is_right) return false;
    // A short read has emptied the queue: what comes later comes with an event of its own.
    if (received < INPUT_BYTES && !connection->is_ending) break;
  }
  return connection->unsent != NULL || !connection->is_over;
}

bool connection_handle(const struct server *server, struct connection *connection,
                       uint32_t events) {
  if (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) connection->is_ending = true;
  bool was_blocked = connection->unsent != NULL;
  if (was_blocked && !send_unsent(connection)) return false;
  bool is_readable = events & ~(uint32_t)EPOLLOUT;
  return !(was_blocked || is_readable) || echo(server, connection);
}

void connection_close(struct connection *connection) {
  close(connection->socket);
  SSL_free(connection->tls);
  free(connection->unsent);
  free(connection);
}
