// What both peers do in the same way, by the same code: arguments, clocks, pinning, the report.
#pragma once

#include <stddef.h>

// One run, as the command line asks for it: PEER MODE SIZE COUNT [CLIENT_CPU SERVER_CPU].
struct measuring_run {
  const char *mode;
  // Bytes of a message, a write or a file.
  long size;
  // Round trips, writes, files or calls.
  long count;
  // Where the measured thread and its counterpart run; -1 leaves it to the scheduler.
  int client_cpu;
  int server_cpu;
};

// Wall-clock time, and CPU time of the process and of the calling thread, in seconds.
struct measuring_clocks {
  double wall;
  double process_cpu;
  double thread_cpu;
};

// Reads the command line; ends the program with status 2 where it cannot be read.
struct measuring_run measuring_run(int count, char *const *arguments);

// Runs the calling thread on one CPU from now on; -1 does nothing.
void measuring_pin(int cpu);

struct measuring_clocks measuring_now(void);

// Prints what was measured since `start`, as one line of JSON.
void measuring_report(long operations, struct measuring_clocks start);

// An open file of `bytes` bytes that lives in memory alone, so that no disk is measured.
int measuring_file(long bytes);

// Memory that begins at a page, so that how the allocator places a buffer, which the kernel's copies
// feel, is not measured. It is never freed.
void *measuring_buffer(size_t bytes);

// Takes `bytes` bytes from a TCP socket and drops them in the kernel (MSG_TRUNC, tcp(7)).
void measuring_drop(int socket, long bytes);

// Says which step failed and why, and ends the program with status 1.
_Noreturn void measuring_fail(const char *step);

// Frames in memory that were encoded: what a buffer of `count` bytes holds of them.
struct measuring_frames {
  unsigned char *bytes;
  size_t count;
  // How many frames there are, and the sum of their lengths and first bytes.
  long frames;
  unsigned long sum;
};

// Whole frames for a buffer of so many bytes, whose content is `size` / 2 to `size` * 3 / 2 bytes of
// printable text: lines that end with a line feed, or content behind its length in four bytes, the
// highest first.
struct measuring_frames measuring_lines(long size, size_t buffer_bytes);
struct measuring_frames measuring_prefixed(long size, size_t buffer_bytes);
