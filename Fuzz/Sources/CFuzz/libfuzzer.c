// The bridge to libFuzzer, which is there only in a program built with -sanitize=fuzzer.
#include "CFuzz.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((weak)) int LLVMFuzzerRunDriver(int *count, char ***arguments, cfuzz_check check);

// libFuzzer's own main, which ours replaces, asks for it at link time.
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count) {
  (void)bytes;
  (void)count;
  return -1;
}

int cfuzz_run_libfuzzer(int count, const char *const *arguments, cfuzz_check check) {
  if (LLVMFuzzerRunDriver == NULL) return -1;
  // It takes them as main does, ended by NULL, and may change them.
  char **copy = calloc((size_t)count + 1, sizeof *copy);
  if (copy == NULL) return -1;
  for (int index = 0; index < count; index++) copy[index] = (char *)(uintptr_t)arguments[index];
  // It leaves alone the signals that have a handler, and Swift's runtime has one for backtraces.
  const int signals[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  for (size_t index = 0; index < sizeof signals / sizeof *signals; index++) {
    signal(signals[index], SIG_DFL);
  }
  // Its own output is unbuffered: what was printed before comes first.
  fflush(stdout);
  return LLVMFuzzerRunDriver(&count, &copy, check);
}
