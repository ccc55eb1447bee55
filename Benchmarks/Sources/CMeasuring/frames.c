// Frames to decode, the same for every program: sizes and content come of a fixed seed.
#include "CMeasuring.h"

#include <stdbool.h>
#include <stdint.h>

static uint32_t next(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static void append_length(struct measuring_frames *frames, size_t length) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    frames->bytes[frames->count++] = (unsigned char)(length >> shift);
  }
}

static void append_content(struct measuring_frames *frames, size_t length, uint32_t *state) {
  for (size_t index = 0; index < length; index++) {
    frames->bytes[frames->count + index] = (unsigned char)(0x20 + next(state) % 0x5F);
  }
  frames->frames += 1;
  frames->sum += length + frames->bytes[frames->count];
  frames->count += length;
}

static struct measuring_frames made(long size, size_t buffer_bytes, bool is_prefixed) {
  struct measuring_frames frames = {.bytes = measuring_buffer(buffer_bytes)};
  uint32_t state = 1;
  while (true) {
    size_t length = (size_t)(size / 2 + (long)(next(&state) % (uint32_t)(size + 1)));
    if (length == 0) length = 1;
    size_t around = is_prefixed ? 4 : 1;
    if (length + around > buffer_bytes - frames.count) break;
    if (is_prefixed) append_length(&frames, length);
    append_content(&frames, length, &state);
    if (!is_prefixed) frames.bytes[frames.count++] = '\n';
  }
  if (frames.frames == 0) measuring_fail("a buffer for frames of this size");
  return frames;
}

struct measuring_frames measuring_lines(long size, size_t buffer_bytes) {
  return made(size, buffer_bytes, false);
}

struct measuring_frames measuring_prefixed(long size, size_t buffer_bytes) {
  return made(size, buffer_bytes, true);
}
