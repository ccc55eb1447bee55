// The C half of the comparison: what a C programmer would write, without anything on top.
#pragma once

#include <CMeasuring.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

// Each runs its mode and returns true, or returns false for a mode that is not its own.
bool run_echo(struct measuring_run run);
bool run_bulk(struct measuring_run run);
bool run_calls(struct measuring_run run);

// A pair of connected sockets: TCP on 127.0.0.1, or Unix.
struct ends {
  int client;
  int server;
};
struct ends tcp_ends(void);
struct ends unix_ends(void);

// A UDP socket bound to a free port of the loopback address, and that address.
struct datagram_end {
  int socket;
  socklen_t length;
  unsigned char address[128];
};
struct datagram_end udp_end(int family);

void send_all(int socket, const void *bytes, size_t count);
// Receives exactly `count` bytes; false where the stream ends before.
bool receive_exactly(int socket, void *bytes, size_t count);

typedef void *(*thread_body)(void *argument);
void start_thread(thread_body body, void *argument);
