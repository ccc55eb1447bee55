// What the tests need of C: see each file.
#pragma once

#include <stdbool.h>
#include <sys/types.h>

// Starts ARGV[0], looked up in PATH, with these three descriptors for its standard ones and no
// other. It has the caller's environment, no signal blocked and each at its default action. Sets
// PROCESS. Returns 0, or what posix_spawn(3) says.
int ctestsupport_spawn(char *const argv[], int input, int output, int errors, pid_t *process);

// Waits until PROCESS has ended, and leaves it to be reaped.
void ctestsupport_wait(pid_t process);

// Reaps PROCESS, which has ended. Returns its exit status, or minus the signal that ended it.
int ctestsupport_reap(pid_t process);

// Whether the process, if it ended now, would fail for having left DESCRIPTOR open.
bool ctestsupport_is_leak(int descriptor);
