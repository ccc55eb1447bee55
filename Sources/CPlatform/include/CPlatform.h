// What Swift cannot import from the C library by itself.
//
// No feature-test macro is set here: a macro that changes the C library's headers must not reach a
// Swift module, whose importer has read those headers already. Calls that the headers hide without
// it are declared below.
#pragma once

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <netdb.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <signal.h>
#include <sched.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

// accept4(2): declared by the C library only for GNU programs.
int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);

// pthread_setname_np(3): likewise.
int pthread_setname_np(pthread_t thread, const char *name);

// preadv2(2), renameat2(2) and getdents64(2): likewise.
ssize_t preadv2(int file, const struct iovec *vectors, int count, off_t offset, int flags);
int renameat2(int from, const char *old, int to, const char *name, unsigned int flags);
ssize_t getdents64(int directory, void *buffer, size_t length);

// pipe2(2) and splice(2): likewise.
int pipe2(int ends[2], int flags);
ssize_t splice(int from, off_t *from_offset, int to, off_t *to_offset, size_t count,
               unsigned int flags);

// openat2(2) and fchmodat2(2), which the C library does not have. Return -1 with errno set.
int cplatform_openat2(int directory, const char *path, const struct open_how *how);
int cplatform_fchmodat2(int directory, const char *path, mode_t mode, int flags);

// Locks the whole file for writing by fcntl(2) with F_OFD_SETLK: the lock is the open file's and not
// the process's. Does not wait. Or gives the lock back. Return -1 with errno set.
int cplatform_lock_for_writing(int file);
int cplatform_unlock(int file);

// struct ucred of unix(7) and constants that the headers hide with it, under names of our own.
// CPlatform.c, which sees both, does not compile where they differ.
struct cplatform_credentials {
  pid_t process;
  uid_t user;
  gid_t group;
};
enum {
  CPLATFORM_SCM_CREDENTIALS = 2,
  CPLATFORM_NI_MAXHOST = 1025,
  CPLATFORM_NI_MAXSERV = 32,
  CPLATFORM_IOV_MAX = 1024,
  CPLATFORM_AT_EMPTY_PATH = 0x1000,
  CPLATFORM_O_PATH = 010000000,
  CPLATFORM_RENAME_NOREPLACE = 1,
  CPLATFORM_RWF_NOWAIT = 8,
  CPLATFORM_ST_RDONLY = 1,
  CPLATFORM_F_SETPIPE_SZ = 1031,
  CPLATFORM_SPLICE_F_MOVE = 1,
  CPLATFORM_SPLICE_F_NONBLOCK = 2,
  CPLATFORM_UTIME_OMIT = 0x3ffffffe,
};

// The macros of cmsg(3), which are no constants. The library computes the same in Swift; its tests
// compare.
static inline size_t cplatform_cmsg_align(size_t length) { return CMSG_ALIGN(length); }
static inline size_t cplatform_cmsg_length(size_t payload) { return CMSG_LEN(payload); }
static inline size_t cplatform_cmsg_space(size_t payload) { return CMSG_SPACE(payload); }

// A pointer of each thread's own: Swift has no thread-local storage without allocation.
void *cplatform_thread_slot(void);
void cplatform_set_thread_slot(void *value);

// The same for the event loop that a thread runs. Inline, because it is looked at with every call of
// every connection.
extern _Thread_local void *cplatform_loop_slot;
static inline void *cplatform_current_loop(void) { return cplatform_loop_slot; }
static inline void cplatform_set_current_loop(void *loop) { cplatform_loop_slot = loop; }

// The task that the thread runs, of Swift's runtime: a part of its ABI, and without arguments called
// as C's functions are. The standard library's withUnsafeCurrentTask costs ten times as much.
void *cplatform_current_task(void) __asm__("swift_task_getCurrent");

// sched_setaffinity(2) for the calling thread and one CPU: the macros of CPU_SET(3) are no
// functions. Returns -1 with errno set.
int cplatform_run_on_cpu(int place);
// How many CPUs the calling thread may use: sched_getaffinity(2); 0 where that is not known.
int cplatform_cpu_count(void);

// Makes the first of the told signals add 1 to the eventfd(2), and each further one end the process
// at once with status 128 + its number. The signal is unblocked for the calling thread, and so for
// those that it starts. Returns -1 with errno set as sigaction(2).
//
// In C, because a handler may run between any two instructions, and Swift does not promise what it
// does there. One eventfd serves all told signals: the last call's, which starts anew when it is
// another than before. It must stay open until the process ends: a handler that has begun cannot be
// waited for, and would write to whatever has its number then.
int cplatform_tell_signal(int signal, int eventfd);

// Makes each SIGHUP add 1 to the eventfd(2), which must stay open until the process ends; the rest is
// as for cplatform_tell_signal.
int cplatform_tell_hang_up(int eventfd);

// Gives SIGNAL its default action. Returns -1 with errno set as sigaction(2).
int cplatform_reset_signal(int signal);

// Makes the process ignore SIGNAL. Returns -1 with errno set as sigaction(2).
int cplatform_ignore_signal(int signal);

// setgroups(2) with one group: declared by the C library only for GNU programs, like the rest.
int cplatform_set_group(gid_t group);
// prctl(2) with PR_SET_NO_NEW_PRIVS: the calling thread, and all that it starts, can gain no
// privileges by running a program.
int cplatform_forbid_new_privileges(void);

// getpwnam_r(3): the numbers of a user and of the user's first group. Returns 1, 0 where there is no
// such user, or -1 with errno set: ERANGE where the entry's texts are longer than 16 KiB.
int cplatform_find_user(const char *name, uid_t *user, gid_t *group);

// landlock(7), which the C library has no functions for. Return -1 with errno set.
//
// The version of the kernel's rules.
int cplatform_landlock_version(void);
// A descriptor of rules that forbid ACCESS to all files but those that are added.
int cplatform_landlock_create(uint64_t access);
// Allows ACCESS beneath a directory, or to a file.
int cplatform_landlock_allow(int rules, uint64_t access, int place);
// Holds the calling thread, and all that it starts, to the rules.
int cplatform_landlock_restrict(int rules);

// A terminal whose input is not shown, and which raises no signals: the key of SIGINT, normally ^C,
// ends a line and is part of it instead, so that whoever reads can put the terminal back.
static inline void cplatform_hide_input(struct termios *mode) {
  mode->c_lflag &= ~(tcflag_t)(ECHO | ISIG);
  mode->c_cc[VEOL] = mode->c_cc[VINTR];
}
static inline unsigned char cplatform_interrupt_key(const struct termios *mode) {
  return mode->c_cc[VINTR];
}
