#include <arpa/inet.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crowd.h"

static const char usage[] =
    "usage: CrowdLoad --server HOST:PORT [option]…\n"
    "  --behaviour steady       a request in each turn, where the last is answered (the default)\n"
    "              slow-writer  a byte in each turn\n"
    "              slow-reader  reads --bytes in each turn, and sends 8 MiB as the server takes it\n"
    "              script       a byte of --script in each turn, and then nothing\n"
    "              delivery     sends --bytes, half-closes, reads to the end, and once more\n"
    "  --connections N          (1)\n"
    "  --at-once N              of them that may be waiting to be served (64)\n"
    "  --bytes N                see above (64)\n"
    "  --interval N             seconds between a connection's turns (1)\n"
    "  --seconds N              how long they are held (1e9)\n"
    "  --settling N             seconds without any change after which all have come who will (5)\n"
    "  --stall N                seconds after which a silent server has failed (10)\n"
    "  --sources N              addresses, from 127.0.1.1 on, that they come from (64)\n"
    "  --script HEX             what the behaviour of that name sends\n"
    "  --may-end                the server may refuse and end connections; it is counted\n"
    "  --reopen                 and such a connection is opened again in its next turn\n"
    "Two lines of JSON tell what there is: once all are served, or settled, and at the end, which\n"
    "SIGTERM brings as well. Status 1: a byte was wrong or missing, or a call failed; 2: usage.\n";

static _Noreturn void refuse(const char *what, const char *text) {
  fprintf(stderr, "CrowdLoad: %s: %s\n%s", what, text, usage);
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

static enum behaviour behaviour(const char *text) {
  static const char *const names[] = {"steady", "slow-writer", "slow-reader", "script",
                                      "delivery"};
  for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
    if (strcmp(text, names[index]) == 0) return (enum behaviour)index;
  }
  refuse("no such behaviour", text);
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

static void read_script(struct options *options, const char *text) {
  size_t length = strlen(text) / 2;
  uint8_t *script = malloc(length + 1);
  if (script == NULL) fail("out of memory");
  for (size_t index = 0; index < length; index++) {
    if (sscanf(text + 2 * index, "%2hhx", &script[index]) != 1) refuse("not hexadecimal", text);
  }
  if (length == 0 || strlen(text) % 2 != 0) refuse("not hexadecimal", text);
  options->script = script;
  options->script_bytes = length;
}

static void check(const struct options *options) {
  if (options->server.sin_family == 0) refuse("missing", "--server");
  bool is_script = options->behaviour == SCRIPT;
  if (is_script != (options->script != NULL)) refuse("go together", "script, --script");
  if (options->reopens && !options->may_end) refuse("needs --may-end", "--reopen");
}

struct options options_from(int argument_count, char **arguments) {
  static const struct option names[] = {
      {"server", required_argument, NULL, 'a'},   {"behaviour", required_argument, NULL, 'b'},
      {"connections", required_argument, NULL, 'c'}, {"at-once", required_argument, NULL, 'o'},
      {"bytes", required_argument, NULL, 'y'},    {"interval", required_argument, NULL, 'i'},
      {"seconds", required_argument, NULL, 's'},  {"settling", required_argument, NULL, 't'},
      {"stall", required_argument, NULL, 'l'},    {"sources", required_argument, NULL, 'u'},
      {"script", required_argument, NULL, 'x'},   {"may-end", no_argument, NULL, 'm'},
      {"reopen", no_argument, NULL, 'r'},         {"help", no_argument, NULL, 'h'},
      {0},
  };
  struct options options = {.connections = 1, .unsettled_max = 64, .bytes = 64, .sources = 64};
  options.interval_seconds = 1;
  options.seconds = 1e9;
  options.settling_seconds = 5;
  options.stall_seconds = 10;
  int name;
  while ((name = getopt_long(argument_count, arguments, "", names, NULL)) != -1) {
    switch (name) {
      case 'a': options.server = server(optarg); break;
      case 'b': options.behaviour = behaviour(optarg); break;
      case 'c': options.connections = count(optarg, 1e6); break;
      case 'o': options.unsettled_max = count(optarg, 1e6); break;
      case 'y': options.bytes = count(optarg, 1e9); break;
      case 'i': options.interval_seconds = number(optarg, 0.001, 1e9); break;
      case 's': options.seconds = number(optarg, 0.01, 1e9); break;
      case 't': options.settling_seconds = number(optarg, 0.01, 1e5); break;
      case 'l': options.stall_seconds = number(optarg, 0.1, 1e5); break;
      // As many as there are before 127.255.255.255.
      case 'u': options.sources = count(optarg, 1e6); break;
      case 'x': read_script(&options, optarg); break;
      case 'm': options.may_end = true; break;
      case 'r': options.reopens = true; break;
      case 'h': fputs(usage, stdout); exit(0);
      default: refuse("see above", arguments[optind - 1]);
    }
  }
  if (optind < argument_count) refuse("unexpected", arguments[optind]);
  check(&options);
  return options;
}
