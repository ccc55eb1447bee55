// One direction: a sender writes as fast as a receiver on its own thread takes it.
#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

struct receiver {
  struct measuring_run run;
  int socket;
  // Whether the bytes are dropped in the kernel instead of copied.
  bool drops;
};

// Takes all there is, then answers one byte.
static void *receive_all(void *argument) {
  struct receiver *receiver = argument;
  measuring_pin(receiver->run.server_cpu);
  size_t size = 1 << 16;
  char *bytes = measuring_buffer(size);
  long left = receiver->run.size * receiver->run.count;
  if (receiver->drops) {
    measuring_drop(receiver->socket, left);
    left = 0;
  }
  while (left > 0) {
    ssize_t received = recv(receiver->socket, bytes, size, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) measuring_fail("recv");
    left -= received;
  }
  send_all(receiver->socket, bytes, 1);
  return NULL;
}

static void bulk(struct measuring_run run) {
  struct ends ends = tcp_ends();
  struct receiver receiver = {.run = run, .socket = ends.server};
  start_thread(receive_all, &receiver);
  measuring_pin(run.client_cpu);
  char *bytes = measuring_buffer((size_t)run.size);
  struct measuring_clocks start = measuring_now();
  for (long index = 0; index < run.count; index++) {
    send_all(ends.client, bytes, (size_t)run.size);
  }
  receive_exactly(ends.client, bytes, 1);
  measuring_report(run.size * run.count, start);
}

static void send_file(struct measuring_run run) {
  struct ends ends = tcp_ends();
  struct receiver receiver = {.run = run, .socket = ends.server, .drops = true};
  int file = measuring_file(run.size);
  start_thread(receive_all, &receiver);
  measuring_pin(run.client_cpu);
  struct measuring_clocks start = measuring_now();
  for (long index = 0; index < run.count; index++) {
    off_t offset = 0;
    while (offset < run.size) {
      ssize_t sent = sendfile(ends.client, file, &offset, (size_t)(run.size - offset));
      if (sent < 0 && errno == EINTR) continue;
      if (sent <= 0) measuring_fail("sendfile");
    }
  }
  char answer;
  receive_exactly(ends.client, &answer, 1);
  measuring_report(run.size * run.count, start);
}

bool run_bulk(struct measuring_run run) {
  if (strcmp(run.mode, "bulk-tcp") == 0) {
    bulk(run);
  } else if (strcmp(run.mode, "send-file") == 0) {
    send_file(run);
  } else {
    return false;
  }
  return true;
}
