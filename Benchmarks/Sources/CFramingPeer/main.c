// Finds frames in memory by loops as one writes them by hand: `FramingPeer` does the same with the
// library.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CMeasuring.h"

// As much as a read of a socket brings, and more than the fastest cache holds.
static const size_t buffer_bytes = 64 << 10;
// Longer frames are refused.
static const size_t frame_bytes_max = 64 << 10;

static _Noreturn void refuse(const char *reason) {
  fprintf(stderr, "%s\n", reason);
  exit(1);
}

// The sum of lengths and first bytes of all lines.
static unsigned long sum_lines(const unsigned char *bytes, size_t count) {
  unsigned long sum = 0;
  while (count > 0) {
    const unsigned char *end = memchr(bytes, '\n', count);
    if (end == NULL) break;
    size_t consumed = (size_t)(end - bytes) + 1;
    size_t length = consumed - 1;
    if (length > 0 && bytes[length - 1] == '\r') length -= 1;
    if (length > frame_bytes_max) refuse("line too long");
    sum += length + bytes[0];
    bytes += consumed;
    count -= consumed;
  }
  return sum;
}

// The same of all frames behind their length.
static unsigned long sum_prefixed(const unsigned char *bytes, size_t count) {
  unsigned long sum = 0;
  while (count >= 4) {
    size_t length = (size_t)bytes[0] << 24 | (size_t)bytes[1] << 16 | (size_t)bytes[2] << 8 |
                    (size_t)bytes[3];
    if (length > frame_bytes_max) refuse("frame too long");
    if (length > count - 4) break;
    sum += length + bytes[4];
    bytes += 4 + length;
    count -= 4 + length;
  }
  return sum;
}

int main(int count, char **arguments) {
  struct measuring_run run = measuring_run(count, arguments);
  measuring_pin(run.client_cpu);
  bool is_prefixed = strcmp(run.mode, "length-prefix") == 0;
  if (!is_prefixed && strcmp(run.mode, "lines") != 0) refuse("no such mode");
  struct measuring_frames frames = is_prefixed ? measuring_prefixed(run.size, buffer_bytes)
                                               : measuring_lines(run.size, buffer_bytes);
  long passes = run.count / frames.frames + 1;
  unsigned long sum = 0;
  struct measuring_clocks start = measuring_now();
  for (long pass = 0; pass < passes; pass++) {
    sum += is_prefixed ? sum_prefixed(frames.bytes, frames.count)
                       : sum_lines(frames.bytes, frames.count);
  }
  measuring_report(passes * frames.frames, start);
  if (sum != (unsigned long)passes * frames.sum) refuse("wrong sum");
  return 0;
}
