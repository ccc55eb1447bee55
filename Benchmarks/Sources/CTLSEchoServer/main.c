#define _GNU_SOURCE
#include "server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct request {
  struct sockaddr_in address;
  const char *certificate_file;
  const char *key_file;
};

static const char scheme[] = "tls://";
static int end_event;

void fail(const char *step) {
  fprintf(stderr, "CTLSEchoServer: %s: %s\n", step, strerror(errno));
  exit(1);
}

void fail_tls(const char *step) {
  const char *reason = ERR_reason_error_string(ERR_get_error());
  fprintf(stderr, "CTLSEchoServer: %s: %s\n", step, reason == NULL ? "no room" : reason);
  exit(1);
}

static _Noreturn void refuse(void) {
  fprintf(stderr, "usage: CTLSEchoServer --listen tls://HOST:PORT --cert FILE --key FILE"
                  " [--loops 1]\n");
  exit(2);
}

static long number(const char *text, long least, long most) {
  char *end;
  long value = strtol(text, &end, 10);
  if (end == text || *end != 0 || value < least || value > most) refuse();
  return value;
}

static struct sockaddr_in address_from(char *text) {
  if (strncmp(text, scheme, sizeof scheme - 1) != 0) refuse();
  text += sizeof scheme - 1;
  struct sockaddr_in address = {.sin_family = AF_INET};
  char *colon = strrchr(text, ':');
  if (colon == NULL) refuse();
  *colon = 0;
  address.sin_port = htons((uint16_t)number(colon + 1, 0, 65535));
  if (inet_pton(AF_INET, text, &address.sin_addr) != 1) refuse();
  return address;
}

static struct request request_from(int count, char **arguments) {
  struct request request = {0};
  if (count % 2 == 0) refuse();
  for (int index = 1; index < count; index += 2) {
    char *value = arguments[index + 1];
    if (strcmp(arguments[index], "--listen") == 0) {
      request.address = address_from(value);
    } else if (strcmp(arguments[index], "--cert") == 0) {
      request.certificate_file = value;
    } else if (strcmp(arguments[index], "--key") == 0) {
      request.key_file = value;
    } else if (strcmp(arguments[index], "--loops") == 0) {
      // There for the command line that all servers have.
      number(value, 1, 1);
    } else {
      refuse();
    }
  }
  bool has_files = request.certificate_file != NULL && request.key_file != NULL;
  if (request.address.sin_family == 0 || !has_files) refuse();
  return request;
}

static void ask_to_end(int signal) {
  (void)signal;
  uint64_t one = 1;
  if (write(end_event, &one, sizeof one) < 0) _exit(1);
}

int main(int count, char **arguments) {
  struct request request = request_from(count, arguments);
  end_event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (end_event < 0) fail("eventfd");
  struct sigaction action = {.sa_handler = ask_to_end};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);

  SSL_CTX *context = context_make(request.certificate_file, request.key_file);
  struct server server = server_make(&request.address, context, end_event);
  char host[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, &request.address.sin_addr, host, sizeof host);
  printf("listening tls %s:%d\n", host, ntohs(request.address.sin_port));
  fflush(stdout);
  server_run(&server);
  return 0;
}
