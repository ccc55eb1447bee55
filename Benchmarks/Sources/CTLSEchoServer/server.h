// A TLS echo server in plain C, on edge-triggered epoll(7) and OpenSSL with memory for its input and
// output: what others are measured by. It has one thread.
#pragma once

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  // Received at once.
  INPUT_BYTES = 64 * 1024,
  // Read before it is written back; each such piece becomes as few records as can be.
  PLAIN_BYTES = 64 * 1024,
  // What becomes of one input, and of the part of a record that OpenSSL had before: no more bytes
  // than came in, and less than 100 for each record of 16 KiB.
  OUTPUT_BYTES = 128 * 1024,
};

// Lent to one connection after the other.
struct buffers {
  uint8_t input[INPUT_BYTES];
  uint8_t plain[PLAIN_BYTES];
  uint8_t output[OUTPUT_BYTES];
};

struct server {
  int epoll;
  int listener;
  // Readable once the server is to end.
  int end_event;
  SSL_CTX *context;
  struct buffers *buffers;
};

// What a connection's BIO reads from and writes to while the connection is handled.
struct memory {
  const uint8_t *input;
  size_t input_left;
  uint8_t *output;
  size_t output_count;
};

struct connection {
  int socket;
  SSL *tls;
  struct memory memory;
  // The peer has sent its last: a short read then does not mean that nothing is left.
  bool is_ending;
  // Both have said goodbye; what is unsent still goes out.
  bool is_over;
  // Records that the kernel did not take yet; NULL most of the time.
  uint8_t *unsent;
  size_t unsent_from;
  size_t unsent_end;
};

// Protocol versions and ciphers are OpenSSL's own choice from TLS 1.2 on, with session tickets.
SSL_CTX *context_make(const char *certificate_file, const char *key_file);
// A BIO over the memory, which must outlive it; NULL where there is no room.
BIO *memory_bio(struct memory *memory);

// Listens at the address, which becomes the real one where its port was 0.
struct server server_make(struct sockaddr_in *address, SSL_CTX *context, int end_event);
// Serves until the end event.
void server_run(const struct server *server);

// NULL where there is no room; the socket is the connection's then, and closed.
struct connection *connection_make(const struct server *server, int socket);
// The events of a connection, which it is registered for once.
uint32_t connection_events(void);
// Does what the events allow; false where the connection is over.
bool connection_handle(const struct server *server, struct connection *connection, uint32_t events);
void connection_close(struct connection *connection);

// Says which step failed and why, and ends the program with status 1.
_Noreturn void fail(const char *step);
// The same, for a step of OpenSSL's.
_Noreturn void fail_tls(const char *step);
