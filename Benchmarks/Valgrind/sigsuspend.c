// Loaded before the C library (LD_PRELOAD) of programs that run under Valgrind. Its version 3.19
// writes to the mask that sigsuspend(2) is given; libdispatch, in which the main thread of a Swift
// program with an asynchronous main waits, keeps that mask in memory that cannot be written.
#define _GNU_SOURCE
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's mask has 64 signals.
enum { MASK_BYTES = 8 };

int sigsuspend(const sigset_t *mask) {
  sigset_t copy = *mask;
  return (int)syscall(SYS_rt_sigsuspend, &copy, MASK_BYTES);
}
