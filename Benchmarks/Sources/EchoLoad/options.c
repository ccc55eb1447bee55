#include "load.h"

#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: EchoLoad --server HOST:PORT [option]…\n"
    "  --mode echo|connect|idle  requests on connections that stay (the default);\n"
    "                            connect, one request, close, again and again;\n"
    "                            one request on each connection, then hold them\n"
    "  --connections N           at a time (1)\n"
    "  --bytes N                 of a request (64)\n"
    "  --depth N                 requests in flight on a connection (1); many are a bulk load\n"
    "  --seconds N               measured, or held (2)\n"
    "  --warmup N                seconds before that (0.3)\n"
    "  --requests N              end after exactly so many, without warm-up, instead of by time\n"
    "  --pause N                 seconds between rounds: all connections send, all are answered\n"
    "  --stall N                 seconds after which a silent server has failed (10)\n"
    "  --tls 1.2|1.3             over TLS of this version, whoever the server is\n"
    "  --resume                  each connection goes on with the TLS session of the last\n"
    "  --preamble TEXT           what each connection begins with, before all else\n"
    "  --announce                tell by a line `measuring` when that begins\n"
    "Holding is told by a line `holding N`. SIGTERM ends the time early. One line of JSON tells the\n"
    "results. Status 1: an answer was wrong or missing, or a call failed; 2: usage.\n";

static _Noreturn void refuse(const char *what, const char *text) {
  fprintf(stderr, "EchoLoad: %s: %s\n%s", what, text, usage);
  exit(2);
}

static double number(const char *text, double least, double most) {
  char *end;
  double value = strtod(text, &end);
  bool is_number = end != text && *end == 0;
  if (!is_number || !(value >= least && value <= most)) refuse("no such number", text);
  return value;
}

static uint64_t count(const char *text, double most) {
  double value = number(text, 1, most);
  if (value != (double)(uint64_t)value) refuse("not a whole number", text);
  return (uint64_t)value;
}

static enum mode mode(const char *text) {
  if (strcmp(text, "echo") == 0) return MODE_ECHO;
  if (strcmp(text, "connect") == 0) return MODE_CONNECT;
  if (strcmp(text, "idle") == 0) return MODE_IDLE;
  refuse("no such mode", text);
}

static int tls_version(const char *text) {
  if (strcmp(text, "1.2") == 0) return TLS1_2_VERSION;
  if (strcmp(text, "1.3") == 0) return TLS1_3_VERSION;
  refuse("no such version", text);
}

static struct sockaddr_in server(char *text) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  char *colon = strrchr(text, ':');
  if (colon == NULL) refuse("not HOST:PORT", text);
  *colon = 0;
  address.sin_port = htons((uint16_t)count(colon + 1, 65535));
  bool is_address = inet_pton(AF_INET, text, &address.sin_addr) == 1;
  if (!is_address || ntohl(address.sin_addr.s_addr) >> 24 != 127) refuse("not 127.x.x.x", text);
  return address;
}

static void check(const struct options *options) {
  if (options->server.sin_family == 0) refuse("missing", "--server");
  if (options->requests < options->connections) refuse("fewer than connections", "--requests");
  bool can_resume = options->tls_version != 0 && options->mode == MODE_CONNECT;
  if (options->resumes && !can_resume) refuse("for connect over TLS only", "--resume");
  bool is_deep = options->depth > 1 || options->pause_seconds > 0;
  if (options->mode != MODE_ECHO && is_deep) refuse("for echo only", "--depth, --pause");
}

struct options options_from(int argument_count, char **arguments) {
  static const struct option names[] = {
      {"server", required_argument, NULL, 'a'},
      {"mode", required_argument, NULL, 'm'},
      {"connections", required_argument, NULL, 'c'},
      {"bytes", required_argument, NULL, 'b'},
      {"depth", required_argument, NULL, 'd'},
      {"seconds", required_argument, NULL, 's'},
      {"warmup", required_argument, NULL, 'w'},
      {"requests", required_argument, NULL, 'r'},
      {"pause", required_argument, NULL, 'p'},
      {"stall", required_argument, NULL, 'l'},
      {"tls", required_argument, NULL, 't'},
      {"resume", no_argument, NULL, 'e'},
      {"preamble", required_argument, NULL, 'f'},
      {"announce", no_argument, NULL, 'n'},
      {"help", no_argument, NULL, 'h'},
      {0},
  };
  struct options options = {.connections = 1, .bytes = 64, .depth = 1, .requests = UINT64_MAX};
  options.seconds = 2;
  options.warmup_seconds = 0.3;
  options.stall_seconds = 10;
  int name;
  while ((name = getopt_long(argument_count, arguments, "", names, NULL)) != -1) {
    switch (name) {
      case 'a': options.server = server(optarg); break;
      case 'm': options.mode = mode(optarg); break;
      case 'c': options.connections = count(optarg, 1e6); break;
      case 'b': options.bytes = count(optarg, 1e9); break;
      case 'd': options.depth = count(optarg, 1e5); break;
      case 's': options.seconds = number(optarg, 0.01, 1e5); break;
      case 'w': options.warmup_seconds = number(optarg, 0, 1e5); break;
      case 'r':
        options.requests = count(optarg, 1e15);
        options.warmup_seconds = 0;
        break;
      case 'p': options.pause_seconds = number(optarg, 0, 10); break;
      case 'l': options.stall_seconds = number(optarg, 0.1, 1e5); break;
      case 't': options.tls_version = tls_version(optarg); break;
      case 'e': options.resumes = true; break;
      case 'f': options.preamble = optarg; break;
      case 'n': options.announces = true; break;
      case 'h': fputs(usage, stdout); exit(0);
      default: refuse("see above", arguments[optind - 1]);
    }
  }
  if (optind < argument_count) refuse("unexpected", arguments[optind]);
  check(&options);
  return options;
}
