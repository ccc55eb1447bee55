// An echo server in plain C on edge-triggered epoll(7): what others are measured by.
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// One thread's part: a listener of its own, and the connections accepted from it.
struct loop {
  int epoll;
  int listener;
  // Readable once the server is to end; all loops watch it.
  int end_event;
  // What is received, by any connection, before it is sent back.
  uint8_t *buffer;
};

enum { BUFFER_BYTES = 64 * 1024 };

struct connection {
  int socket;
  // The peer has sent its last: a short read then does not mean that nothing is left.
  bool is_ending;
  // What the kernel did not take yet; NULL most of the time.
  uint8_t *unsent;
  size_t unsent_from;
  size_t unsent_end;
};

// A loop that listens at the address, which becomes the real one where its port was 0.
struct loop *loop_make(struct sockaddr_in *address, int end_event);
// Serves until the end event; made for pthread_create.
void *loop_run(void *loop);

// The events of a connection, which it is registered for once.
uint32_t connection_events(void);
// Does what the events allow; false where the connection is over.
bool connection_handle(const struct loop *loop, struct connection *connection, uint32_t events);
void connection_close(struct connection *connection);

// Says which step failed and why, and ends the program with status 1.
_Noreturn void fail(const char *step);
