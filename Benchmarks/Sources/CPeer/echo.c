// Round trips: a client sends a message and waits for the same from a server on its own thread.
#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

// What the server's thread works on; it outlives every frame, as the thread ends with the process.
static struct server {
  struct measuring_run run;
  int socket;
} server;

static char *message(struct measuring_run run) {
  char *bytes = malloc((size_t)run.size);
  if (bytes == NULL) measuring_fail("malloc");
  memset(bytes, 'x', (size_t)run.size);
  return bytes;
}

static void *serve_stream(void *unused) {
  measuring_pin(server.run.server_cpu);
  size_t size = (size_t)server.run.size;
  char *bytes = message(server.run);
  while (receive_exactly(server.socket, bytes, size)) send_all(server.socket, bytes, size);
  return unused;
}

static void stream_round_trips(int socket, char *bytes, size_t size, long count) {
  for (long index = 0; index < count; index++) {
    send_all(socket, bytes, size);
    if (!receive_exactly(socket, bytes, size)) measuring_fail("early end");
  }
}

static void echo_stream(struct measuring_run run, struct ends ends) {
  server = (struct server){.run = run, .socket = ends.server};
  start_thread(serve_stream, NULL);
  measuring_pin(run.client_cpu);
  char *bytes = message(run);
  stream_round_trips(ends.client, bytes, (size_t)run.size, run.count / 10);
  struct measuring_clocks start = measuring_now();
  stream_round_trips(ends.client, bytes, (size_t)run.size, run.count);
  measuring_report(run.count, start);
}

static size_t receive_from(int socket, void *bytes, size_t size, struct sockaddr_storage *sender,
                           socklen_t *length) {
  while (true) {
    *length = sizeof *sender;
    ssize_t received = recvfrom(socket, bytes, size, 0, (struct sockaddr *)sender, length);
    if (received >= 0) return (size_t)received;
    if (errno != EINTR) measuring_fail("recvfrom");
  }
}

static void send_to(int socket, const void *bytes, size_t size, const void *address,
                    socklen_t length) {
  while (sendto(socket, bytes, size, MSG_NOSIGNAL, address, length) < 0) {
    if (errno != EINTR) measuring_fail("sendto");
  }
}

static void *serve_datagrams(void *unused) {
  (void)unused;
  measuring_pin(server.run.server_cpu);
  char *bytes = message(server.run);
  while (true) {
    struct sockaddr_storage sender;
    socklen_t length;
    size_t count = receive_from(server.socket, bytes, (size_t)server.run.size, &sender, &length);
    send_to(server.socket, bytes, count, &sender, length);
  }
}

static void datagram_round_trips(int socket, char *bytes, size_t size, long count,
                                 const struct datagram_end *peer) {
  for (long index = 0; index < count; index++) {
    struct sockaddr_storage sender;
    socklen_t length;
    send_to(socket, bytes, size, peer->address, peer->length);
    if (receive_from(socket, bytes, size, &sender, &length) != size) measuring_fail("short");
  }
}

static void echo_datagrams(struct measuring_run run) {
  struct datagram_end peer = udp_end(AF_INET);
  struct datagram_end client = udp_end(AF_INET);
  server = (struct server){.run = run, .socket = peer.socket};
  start_thread(serve_datagrams, NULL);
  measuring_pin(run.client_cpu);
  char *bytes = message(run);
  datagram_round_trips(client.socket, bytes, (size_t)run.size, run.count / 10, &peer);
  struct measuring_clocks start = measuring_now();
  datagram_round_trips(client.socket, bytes, (size_t)run.size, run.count, &peer);
  measuring_report(run.count, start);
}

bool run_echo(struct measuring_run run) {
  if (strcmp(run.mode, "echo-tcp") == 0) {
    echo_stream(run, tcp_ends());
  } else if (strcmp(run.mode, "echo-unix") == 0) {
    echo_stream(run, unix_ends());
  } else if (strcmp(run.mode, "echo-udp") == 0) {
    echo_datagrams(run);
  } else {
    return false;
  }
  return true;
}
