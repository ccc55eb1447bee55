// What Swift sees of OpenSSL 3 (Debian's libssl-dev).
//
// Much of its interface is macros, which Swift cannot import: each has an inline function here, of
// the same name after `copenssl_`, and nothing else is here.
#pragma once

#include <openssl/bio.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/tls1.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <stdint.h>
#include <time.h>

// BIO_set_retry_read(3), BIO_clear_retry_flags(3), BIO_get_mem_data(3).
static inline void copenssl_BIO_set_retry_read(BIO *bio) { BIO_set_retry_read(bio); }
static inline void copenssl_BIO_clear_retry_flags(BIO *bio) { BIO_clear_retry_flags(bio); }
static inline size_t copenssl_BIO_get_mem_data(BIO *bio, const char **start) {
  char *data = NULL;
  long count = BIO_get_mem_data(bio, &data);
  *start = data;
  return count > 0 ? (size_t)count : 0;
}

// What every context is made with: TLS 1.2 and 1.3 (SSL_CTX_set_min_proto_version(3)), no
// renegotiation, no compression, memory for records only while there are any (SSL_CTX_set_mode(3)).
static inline int copenssl_SSL_CTX_restrict(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // So that a read which wants more has used up all that had come.
  SSL_CTX_set_mode(context, SSL_MODE_AUTO_RETRY);
  return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}
static inline int copenssl_SSL_CTX_set_max_proto_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_max_proto_version(context, version);
}
static inline int copenssl_SSL_CTX_set_min_proto_version(SSL_CTX *context, int version) {
  return SSL_CTX_set_min_proto_version(context, version);
}
static inline void copenssl_SSL_CTX_set_max_cert_list(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}
static inline int copenssl_SSL_CTX_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add0_chain_cert(context, certificate);
}
static inline void copenssl_SSL_CTX_set_no_ticket(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
}

// SSL_CTX_set_tlsext_servername_callback(3), SSL_set_tlsext_host_name(3).
static inline void copenssl_SSL_CTX_set_tlsext_servername_callback(
    SSL_CTX *context, int (*callback)(SSL *, int *, void *)) {
  SSL_CTX_set_tlsext_servername_callback(context, callback);
}
static inline int copenssl_SSL_set_tlsext_host_name(SSL *ssl, const char *name) {
  return (int)SSL_set_tlsext_host_name(ssl, name);
}

// SSL_CTX_set_session_cache_mode(3), SSL_CTX_sess_set_cache_size(3).
static inline void copenssl_SSL_CTX_set_session_cache_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_session_cache_mode(context, mode);
}
static inline void copenssl_SSL_CTX_sess_set_cache_size(SSL_CTX *context, long size) {
  SSL_CTX_sess_set_cache_size(context, size);
}

// SSL_CTX_set_tlsext_ticket_key_evp_cb(3), and the parameters of EVP_MAC_CTX_set_params(3) that it
// asks for: HMAC with SHA-256.
static inline void copenssl_SSL_CTX_set_tlsext_ticket_key_evp_cb(
    SSL_CTX *context,
    int (*callback)(SSL *, unsigned char *, unsigned char *, EVP_CIPHER_CTX *, EVP_MAC_CTX *, int)) {
  SSL_CTX_set_tlsext_ticket_key_evp_cb(context, callback);
}
static inline int copenssl_EVP_MAC_CTX_set_key(EVP_MAC_CTX *context, const void *key, size_t count) {
  OSSL_PARAM parameters[] = {
    OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, (void *)key, count),
    OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, (char *)"sha256", 0),
    OSSL_PARAM_construct_end(),
  };
  return EVP_MAC_CTX_set_params(context, parameters);
}

// SSL_set_app_data(3), SSL_CTX_set_app_data(3) and their like: one pointer of ours.
static inline void copenssl_SSL_set_app_data(SSL *ssl, void *data) { SSL_set_app_data(ssl, data); }
static inline void *copenssl_SSL_get_app_data(const SSL *ssl) { return SSL_get_app_data(ssl); }

static inline void copenssl_SSL_CTX_set_app_data(SSL_CTX *context, void *data) {
  SSL_CTX_set_app_data(context, data);
}
static inline void *copenssl_SSL_CTX_get_app_data(const SSL_CTX *context) {
  return SSL_CTX_get_app_data(context);
}

// ERR_GET_LIB(3), ERR_GET_REASON(3), ERR_SYSTEM_ERROR.
static inline int copenssl_ERR_GET_LIB(unsigned long code) { return ERR_GET_LIB(code); }
static inline int copenssl_ERR_GET_REASON(unsigned long code) { return ERR_GET_REASON(code); }
static inline int copenssl_ERR_SYSTEM_ERROR(unsigned long code) { return ERR_SYSTEM_ERROR(code); }

// DEFINE_STACK_OF(3), for certificates and for names.
static inline int copenssl_sk_X509_num(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *copenssl_sk_X509_value(const STACK_OF(X509) *stack, int index) {
  return sk_X509_value(stack, index);
}
static inline STACK_OF(X509) *copenssl_sk_X509_new_null(void) { return sk_X509_new_null(); }
static inline int copenssl_sk_X509_push(STACK_OF(X509) *stack, X509 *certificate) {
  return sk_X509_push(stack, certificate);
}
static inline void copenssl_sk_X509_pop_free(STACK_OF(X509) *stack) {
  sk_X509_pop_free(stack, X509_free);
}

// The alternative names of a certificate, one by one: GENERAL_NAME of X509V3_get_d2i(3).
static inline GENERAL_NAMES *copenssl_X509_alternative_names(const X509 *certificate) {
  return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}
static inline int copenssl_GENERAL_NAMES_num(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}
// The bytes of a name of this type; NULL for one of another.
static inline const unsigned char *copenssl_GENERAL_NAMES_value(
    const GENERAL_NAMES *names, int index, int type, int *count) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  if (name->type != type) return NULL;
  const ASN1_STRING *text = type == GEN_IPADD ? name->d.iPAddress : name->d.dNSName;
  *count = ASN1_STRING_length(text);
  return ASN1_STRING_get0_data(text);
}

// X509_NAME_print_ex(3), as RFC 2253 has it.
static inline int copenssl_X509_NAME_print(BIO *bio, const X509_NAME *name) {
  return X509_NAME_print_ex(bio, name, 0, XN_FLAG_RFC2253);
}

// A time in seconds since 1970: ASN1_TIME_to_tm(3). Whether it is one.
static inline int copenssl_ASN1_TIME_seconds(const ASN1_TIME *time, int64_t *seconds) {
  struct tm parts;
  if (!ASN1_TIME_to_tm(time, &parts)) return 0;
  // The days since 1970 of the civil calendar (timegm(3) is no standard C).
  int64_t year = parts.tm_year + 1900, month = parts.tm_mon + 1;
  year -= month <= 2;
  int64_t era = (year >= 0 ? year : year - 399) / 400, yoe = year - era * 400;
  int64_t doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + parts.tm_mday - 1;
  int64_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy, days = era * 146097 + doe - 719468;
  *seconds = ((days * 24 + parts.tm_hour) * 60 + parts.tm_min) * 60 + parts.tm_sec;
  return 1;
}
