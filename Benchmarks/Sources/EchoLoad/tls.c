#define _GNU_SOURCE
#include "load.h"

#include <errno.h>
#include <openssl/err.h>
#include <signal.h>
#include <string.h>

// Received at once, of as many records as it holds.
enum { READ_AHEAD_BYTES = 64 * 1024 };

static SSL_CTX *context;

static _Noreturn void fail_tls(const char *step) {
  unsigned long code = ERR_get_error();
  fail("%s: %s", step, code != 0 ? ERR_reason_error_string(code) : strerror(errno));
}

// Keeps what the server gives for the next connection in the same place; 1 takes the reference.
static int keep_session(SSL *tls, SSL_SESSION *session) {
  struct connection *connection = SSL_get_app_data(tls);
  SSL_SESSION_free(connection->session);
  connection->session = session;
  return 1;
}

void tls_make(const struct options *options) {
  if (options->tls_version == 0) return;
  // OpenSSL writes to sockets without MSG_NOSIGNAL.
  signal(SIGPIPE, SIG_IGN);
  context = SSL_CTX_new(TLS_client_method());
  if (context == NULL) fail_tls("SSL_CTX_new");
  SSL_CTX_set_min_proto_version(context, options->tls_version);
  SSL_CTX_set_max_proto_version(context, options->tls_version);
  // Who the server is does not matter here; that it has the key of its certificate is still proved.
  SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  SSL_CTX_set_default_read_buffer_len(context, READ_AHEAD_BYTES);
  if (!options->resumes) return;
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  SSL_CTX_sess_set_new_cb(context, keep_session);
}

void tls_begin(const struct load *load, struct connection *connection) {
  if (context == NULL) return;
  // A session of TLS 1.3 is good for one connection (RFC 8446, appendix C.4).
  bool can_resume = connection->session != NULL && SSL_SESSION_is_resumable(connection->session);
  if (load->options.resumes && connection->is_served && !can_resume) {
    fail("connection %d: the last one in its place was given no session to resume",
         connection_number(load, connection));
  }
  SSL *tls = SSL_new(context);
  if (tls == NULL || SSL_set_fd(tls, connection->socket) != 1) fail_tls("SSL_new");
  SSL_set_app_data(tls, connection);
  SSL_set_tlsext_host_name(tls, "localhost");
  if (connection->session != NULL) SSL_set_session(tls, connection->session);
  connection->tls = tls;
}

// Whether the call is to be made again once the socket is ready; anything else is the end.
static bool would_block(const struct load *load, const struct connection *connection, int result,
                        const char *step) {
  int number = connection_number(load, connection);
  switch (SSL_get_error(connection->tls, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return true;
    case SSL_ERROR_ZERO_RETURN: fail("connection %d: closed by the server", number);
    case SSL_ERROR_SYSCALL:
      fail("connection %d: %s: %s", number, step, errno != 0 ? strerror(errno) : "cut off");
    default: fail("connection %d: %s: %s", number, step, ERR_reason_error_string(ERR_get_error()));
  }
}

bool tls_shake_hands(struct load *load, struct connection *connection) {
  if (connection->tls == NULL || SSL_is_init_finished(connection->tls)) return true;
  ERR_clear_error();
  int result = SSL_connect(connection->tls);
  if (result != 1) return !would_block(load, connection, result, "handshake");
  if (SSL_session_reused(connection->tls)) {
    load->resumed++;
  } else if (load->options.resumes && connection->is_served) {
    fail("connection %d: its session was not resumed", connection_number(load, connection));
  }
  return true;
}

ssize_t tls_send(const struct load *load, const struct connection *connection, const uint8_t *bytes,
                 size_t count) {
  ERR_clear_error();
  int result = SSL_write(connection->tls, bytes, (int)count);
  if (result > 0 || !would_block(load, connection, result, "send")) return result;
  errno = EAGAIN;
  return -1;
}

ssize_t tls_receive(const struct load *load, const struct connection *connection, uint8_t *bytes,
                    size_t count) {
  ERR_clear_error();
  int result = SSL_read(connection->tls, bytes, (int)count);
  if (result > 0 || !would_block(load, connection, result, "receive")) return result;
  errno = EAGAIN;
  return -1;
}

void tls_end(struct connection *connection) {
  if (connection->tls == NULL) return;
  ERR_clear_error();
  SSL_shutdown(connection->tls);
  SSL_free(connection->tls);
  connection->tls = NULL;
}
