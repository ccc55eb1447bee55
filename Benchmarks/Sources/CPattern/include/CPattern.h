// The bytes that loads send: without a period that a request could have, so that no answer passes
// for another.
#pragma once

#include <stdint.h>

enum { PATTERN_SPAN = 256 * 1024 };

// Makes the pattern, before anything else here is called.
void pattern_make(void);
// The bytes of a stream from `offset` on; PATTERN_SPAN of them.
const uint8_t *pattern_from(uint64_t offset);
