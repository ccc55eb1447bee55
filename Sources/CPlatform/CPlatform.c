#define _GNU_SOURCE
#include "CPlatform.h"

#include <errno.h>
#include <stdatomic.h>
#include <stddef.h>

static _Thread_local void *thread_slot;

void *cplatform_thread_slot(void) { return thread_slot; }
void cplatform_set_thread_slot(void *value) { thread_slot = value; }

static atomic_int told_eventfd = -1;
static atomic_int received_count;

// Async-signal-safe (signal-safety(7)): lock-free atomics, write and _exit. errno is the
// interrupted code's and is put back.
static void tell(int signal) {
  int saved = errno;
  if (atomic_fetch_add(&received_count, 1) > 0) {
    _exit(128 + signal);
  }
  uint64_t one = 1;
  if (write(atomic_load(&told_eventfd), &one, sizeof one) < 0) {
    // The counter is full or nobody listens any more: there is nobody left to tell.
  }
  errno = saved;
}

int cplatform_tell_signal(int signal, int eventfd) {
  atomic_store(&told_eventfd, eventfd);
  atomic_store(&received_count, 0);
  struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESTART};
  return sigaction(signal, &action, NULL);
}

int cplatform_reset_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  return sigaction(signal, &action, NULL);
}

int cplatform_ignore_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_IGN};
  return sigaction(signal, &action, NULL);
}
