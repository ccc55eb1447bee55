// What Swift cannot import from the C library by itself.
//
// No feature-test macro is set here: a macro that changes the C library's headers must not reach a
// Swift module, whose importer has read those headers already. Calls that the headers hide without it
// are declared below.
#pragma once

#include <errno.h>
#include <netdb.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

// accept4(2) and pipe2(2): declared by the C library only for GNU programs.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
int pipe2(int ends[2], int flags);

// pthread_setname_np(3): likewise.
int pthread_setname_np(pthread_t thread, const char *name);

// struct ucred of unix(7), under a name of our own, and what the headers hide with it.
struct cplatform_credentials {
  pid_t process;
  uid_t user;
  gid_t group;
};
enum {
  CPLATFORM_SCM_CREDENTIALS = 2,
};

// The macros of cmsg(3), which are no constants. The library computes the same in Swift; its tests
// compare.
static inline size_t cplatform_cmsg_align(size_t length) { return CMSG_ALIGN(length); }
static inline size_t cplatform_cmsg_length(size_t payload) { return CMSG_LEN(payload); }
static inline size_t cplatform_cmsg_space(size_t payload) { return CMSG_SPACE(payload); }

// A pointer of each thread's own: Swift has no thread-local storage without allocation.
void *cplatform_thread_slot(void);
void cplatform_set_thread_slot(void *value);

// Makes SIGNAL add 1 to the eventfd(2) and, where it had been received before, end the process
// with status 128 + SIGNAL. Returns -1 with errno set as sigaction(2).
//
// In C, because a handler may run between any two instructions, and Swift does not promise what it
// does there. One descriptor serves the process; the last call's is used. -1 stops the telling.
int cplatform_tell_signal(int signal, int eventfd);

// Sets SIGNAL back to its default action.
int cplatform_reset_signal(int signal);

// SIG_IGN as a call: ignores SIGNAL.
int cplatform_ignore_signal(int signal);
