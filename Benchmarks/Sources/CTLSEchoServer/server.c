#define _GNU_SOURCE
#include "server.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>

enum { BACKLOG = 4096, EVENTS_MAX = 256 };

// What events of the two descriptors that are no connections point to.
static struct connection listener_mark, end_mark;

static void switch_on(int socket, int level, int option) {
  int on = 1;
  if (setsockopt(socket, level, option, &on, sizeof on) < 0) fail("setsockopt");
}

static int listen_at(struct sockaddr_in *address) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (listener < 0) fail("socket");
  switch_on(listener, SOL_SOCKET, SO_REUSEADDR);
  // The connections have it from their listener.
  switch_on(listener, IPPROTO_TCP, TCP_NODELAY);
  socklen_t length = sizeof *address;
  if (bind(listener, (struct sockaddr *)address, length) < 0) fail("bind");
  if (listen(listener, BACKLOG) < 0) fail("listen");
  if (getsockname(listener, (struct sockaddr *)address, &length) < 0) fail("getsockname");
  return listener;
}

static void watch(int epoll, int descriptor, struct connection *mark) {
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = mark};
  if (epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) < 0) fail("epoll_ctl");
}

struct server server_make(struct sockaddr_in *address, SSL_CTX *context, int end_event) {
  struct server server = {.context = context, .end_event = end_event};
  server.buffers = malloc(sizeof *server.buffers);
  if (server.buffers == NULL) fail("malloc");
  server.listener = listen_at(address);
  server.epoll = epoll_create1(EPOLL_CLOEXEC);
  if (server.epoll < 0) fail("epoll_create1");
  watch(server.epoll, server.listener, &listener_mark);
  watch(server.epoll, end_event, &end_mark);
  return server;
}

static void adopt(const struct server *server, int socket) {
  struct connection *connection = connection_make(server, socket);
  if (connection == NULL) fail_tls("SSL_new");
  struct epoll_event event = {.events = connection_events(), .data.ptr = connection};
  if (epoll_ctl(server->epoll, EPOLL_CTL_ADD, socket, &event) < 0) fail("epoll_ctl");
}

static void accept_all(const struct server *server) {
  while (true) {
    int accepted = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (accepted >= 0) {
      adopt(server, accepted);
    } else if (errno == EAGAIN) {
      return;
    } else if (errno != EINTR && errno != ECONNABORTED) {
      // Out of descriptors, say: a figure then would mean nothing.
      fail("accept4");
    }
  }
}

void server_run(const struct server *server) {
  struct epoll_event events[EVENTS_MAX];
  while (true) {
    int count = epoll_wait(server->epoll, events, EVENTS_MAX, -1);
    if (count < 0 && errno != EINTR) fail("epoll_wait");
    for (int index = 0; index < count; index++) {
      struct connection *connection = events[index].data.ptr;
      if (connection == &end_mark) return;
      if (connection == &listener_mark) {
        accept_all(server);
      } else if (!connection_handle(server, connection, events[index].events)) {
        connection_close(connection);
      }
    }
  }
}
