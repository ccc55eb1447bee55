// What the fuzzers need of C: keeping the input of a crash, and the C library's own parsers to
// compare with.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Makes a crash of the process (a trap, a fault, an abort), or an input that takes longer than
// `seconds_max`, write the input at hand to PATH before the process dies of its signal.
//
// The path is copied and may have 1023 bytes.
void cfuzz_keep_crashes(const char *path, unsigned seconds_max);

// Says which input is at hand, and gives it `seconds_max` from now.
//
// The bytes must stay where they are until the next call; NULL is none.
void cfuzz_set_input(const uint8_t *bytes, size_t count);

// Makes the time count anew: it is limited for about as many inputs as run between two calls.
void cfuzz_rewind_clock(void);

// inet_pton(3): 1 where the text is an address, which is then written, else 0.
//
// A text that has a NUL or over 255 bytes is none. FAMILY is 4 or 6; ADDRESS has room for 16 bytes.
int cfuzz_parse_address(int family, const uint8_t *text, size_t count, uint8_t *address);

// inet_ntop(3) into `text`, which has room for 64 bytes; returns its length.
size_t cfuzz_format_address(int family, const uint8_t *address, char *text);

// CMSG_LEN and CMSG_SPACE.
size_t cfuzz_message_length(size_t payload);
size_t cfuzz_message_space(size_t payload);

// A control message as C finds it with CMSG_FIRSTHDR and CMSG_NXTHDR.
struct cfuzz_message {
  int32_t level;
  int32_t type;
  size_t payload_offset;
  size_t payload_count;
};

// Walks over control messages; returns how many there are, of which `capacity` are written.
size_t cfuzz_walk_messages(const uint8_t *bytes, size_t count, struct cfuzz_message *messages,
                           size_t capacity);

// Called for each input; 0.
typedef int (*cfuzz_check)(const uint8_t *bytes, size_t count);

// Runs libFuzzer's main with the given arguments, the first of which is the program's name; returns
// its status, or -1 in a program that was built without libFuzzer.
int cfuzz_run_libfuzzer(int count, const char *const *arguments, cfuzz_check check);
