#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int checked(int result, const char *step) {
  if (result < 0) measuring_fail(step);
  return result;
}

// Without Nagle's delay, and without pacing, which some congestion controls have (bbr): a figure then
// is what the sender can do.
static void set_for_measuring(int socket) {
  int on = 1;
  checked(setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on), "setsockopt");
  checked(setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, "reno", 4), "setsockopt");
}

struct ends tcp_ends(void) {
  int listener = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t length = sizeof address;
  checked(bind(listener, (struct sockaddr *)&address, length), "bind");
  checked(listen(listener, 1), "listen");
  checked(getsockname(listener, (struct sockaddr *)&address, &length), "getsockname");
  struct ends ends;
  ends.client = checked(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
  checked(connect(ends.client, (struct sockaddr *)&address, length), "connect");
  ends.server = checked(accept4(listener, NULL, NULL, SOCK_CLOEXEC), "accept4");
  set_for_measuring(ends.client);
  set_for_measuring(ends.server);
  close(listener);
  return ends;
}

struct ends unix_ends(void) {
  int pair[2];
  checked(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair), "socketpair");
  return (struct ends){.client = pair[0], .server = pair[1]};
}

struct datagram_end udp_end(int family) {
  struct datagram_end end = {0};
  end.socket = checked(socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0), "socket");
  if (family == AF_INET6) {
    struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = in6addr_loopback};
    memcpy(end.address, &address, end.length = sizeof address);
  } else {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    memcpy(end.address, &address, end.length = sizeof address);
  }
  checked(bind(end.socket, (struct sockaddr *)end.address, end.length), "bind");
  checked(getsockname(end.socket, (struct sockaddr *)end.address, &end.length), "getsockname");
  return end;
}

void send_all(int socket, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t sent = send(socket, next, count, MSG_NOSIGNAL);
    if (sent < 0) {
      if (errno == EINTR) continue;
      measuring_fail("send");
    }
    next += sent;
    count -= (size_t)sent;
  }
}

bool receive_exactly(int socket, void *bytes, size_t count) {
  char *next = bytes;
  while (count > 0) {
    ssize_t received = recv(socket, next, count, 0);
    if (received < 0) {
      if (errno == EINTR) continue;
      measuring_fail("recv");
    }
    if (received == 0) return false;
    next += received;
    count -= (size_t)received;
  }
  return true;
}

void start_thread(thread_body body, void *argument) {
  pthread_t thread;
  errno = pthread_create(&thread, NULL, body, argument);
  if (errno != 0) measuring_fail("pthread_create");
  pthread_detach(thread);
}
