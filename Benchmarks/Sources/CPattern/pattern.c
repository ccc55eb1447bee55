#include "CPattern.h"

#include <string.h>

// A prime, so that no size of a request divides it.
enum { PERIOD = 65521 };

static uint8_t pattern[PERIOD + PATTERN_SPAN];

void pattern_make(void) {
  uint64_t state = 0x9e3779b97f4a7c15u;
  for (size_t index = 0; index < sizeof pattern; index++) {
    // xorshift64 (Marsaglia 2003).
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    pattern[index] = index < PERIOD ? (uint8_t)(state >> 32) : pattern[index - PERIOD];
  }
}

const uint8_t *pattern_from(uint64_t offset) { return &pattern[offset % PERIOD]; }
