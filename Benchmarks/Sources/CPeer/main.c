#include "peer.h"

#include <stdio.h>

int main(int count, char **arguments) {
  struct measuring_run run = measuring_run(count, arguments);
  if (run_echo(run) || run_bulk(run) || run_calls(run)) return 0;
  fprintf(stderr, "no such mode: %s\n", run.mode);
  return 2;
}
