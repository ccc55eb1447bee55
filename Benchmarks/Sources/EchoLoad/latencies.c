// A histogram of 128 steps for each power of two.
#include "load.h"

enum { STEP_BITS = 7, STEPS = 1 << STEP_BITS, BINS = (64 - STEP_BITS + 1) * STEPS };

static uint64_t bins[BINS];
static uint64_t count;
static uint64_t longest;

static unsigned shift_of(uint64_t nanoseconds) {
  if (nanoseconds < STEPS) return 0;
  return (unsigned)(63 - __builtin_clzll(nanoseconds)) - STEP_BITS;
}

static unsigned bin_of(uint64_t nanoseconds) {
  if (nanoseconds < STEPS) return (unsigned)nanoseconds;
  unsigned shift = shift_of(nanoseconds);
  return shift * STEPS + (unsigned)(nanoseconds >> shift);
}

// The longest time that falls into a bin.
static uint64_t end_of(unsigned bin) {
  if (bin < 2 * STEPS) return bin;
  unsigned shift = bin / STEPS - 1;
  return ((uint64_t)(bin % STEPS + STEPS + 1) << shift) - 1;
}

void latencies_record(uint64_t nanoseconds) {
  bins[bin_of(nanoseconds)]++;
  count++;
  if (nanoseconds > longest) longest = nanoseconds;
}

double latencies_quantile_us(double share) {
  uint64_t seen = 0;
  unsigned bin = 0;
  for (; bin < BINS - 1; bin++) {
    seen += bins[bin];
    if ((double)seen >= share * (double)count) break;
  }
  uint64_t end = end_of(bin);
  return (double)(end < longest ? end : longest) / 1000;
}
