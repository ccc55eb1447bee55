#include "server.h"

SSL_CTX *context_make(const char *certificate_file, const char *key_file) {
  static const unsigned char session_context[] = "echo";
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  if (context == NULL) fail_tls("SSL_CTX_new");
  if (SSL_CTX_use_certificate_chain_file(context, certificate_file) != 1) fail_tls(certificate_file);
  if (SSL_CTX_use_PrivateKey_file(context, key_file, SSL_FILETYPE_PEM) != 1) fail_tls(key_file);
  if (SSL_CTX_check_private_key(context) != 1) fail_tls(key_file);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
  // Tickets keep sessions at the client; nothing of them stays here.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_session_id_context(context, session_context, sizeof session_context - 1);
  // Idle connections keep no buffers of 16 KiB, and a read takes all records that have come.
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(context, 1);
  return context;
}
