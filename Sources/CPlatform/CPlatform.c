#define _GNU_SOURCE
#include "CPlatform.h"

#include <limits.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

_Static_assert(CPLATFORM_SCM_CREDENTIALS == SCM_CREDENTIALS, "SCM_CREDENTIALS of unix(7)");
_Static_assert(CPLATFORM_NI_MAXHOST == NI_MAXHOST, "NI_MAXHOST of getnameinfo(3)");
_Static_assert(CPLATFORM_NI_MAXSERV == NI_MAXSERV, "NI_MAXSERV of getnameinfo(3)");
_Static_assert(CPLATFORM_IOV_MAX == IOV_MAX, "IOV_MAX of limits.h");
_Static_assert(CPLATFORM_AT_EMPTY_PATH == AT_EMPTY_PATH, "AT_EMPTY_PATH of openat(2)");
_Static_assert(CPLATFORM_O_PATH == O_PATH, "O_PATH of open(2)");
_Static_assert(CPLATFORM_RENAME_NOREPLACE == RENAME_NOREPLACE, "RENAME_NOREPLACE of renameat2(2)");
_Static_assert(CPLATFORM_RWF_NOWAIT == RWF_NOWAIT, "RWF_NOWAIT of preadv2(2)");
_Static_assert(CPLATFORM_F_SETPIPE_SZ == F_SETPIPE_SZ, "F_SETPIPE_SZ of fcntl(2)");
_Static_assert(CPLATFORM_SPLICE_F_MOVE == SPLICE_F_MOVE, "SPLICE_F_MOVE of splice(2)");
_Static_assert(CPLATFORM_SPLICE_F_NONBLOCK == SPLICE_F_NONBLOCK, "SPLICE_F_NONBLOCK of splice(2)");
_Static_assert(CPLATFORM_ST_RDONLY == ST_RDONLY, "ST_RDONLY of fstatvfs(3)");
_Static_assert(CPLATFORM_UTIME_OMIT == UTIME_OMIT, "UTIME_OMIT of utimensat(2)");

#define SAME_PLACE(ours, theirs) \
  _Static_assert(offsetof(struct cplatform_credentials, ours) == offsetof(struct ucred, theirs), \
                 "struct ucred of unix(7)")
SAME_PLACE(process, pid);
SAME_PLACE(user, uid);
SAME_PLACE(group, gid);
_Static_assert(sizeof(struct cplatform_credentials) == sizeof(struct ucred),
               "struct ucred of unix(7)");

int cplatform_openat2(int directory, const char *path, const struct open_how *how) {
  return (int)syscall(SYS_openat2, directory, path, how, sizeof *how);
}

int cplatform_fchmodat2(int directory, const char *path, mode_t mode, int flags) {
  // Headers older than Linux 6.6 do not name it; the number is the same everywhere but on alpha.
  enum { FCHMODAT2 = 452 };
  return (int)syscall(FCHMODAT2, directory, path, mode, flags);
}

int cplatform_lock_for_writing(int file) {
  struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
  return fcntl(file, F_OFD_SETLK, &whole);
}

int cplatform_unlock(int file) {
  struct flock whole = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
  return fcntl(file, F_OFD_SETLK, &whole);
}

static _Thread_local void *thread_slot;

void *cplatform_thread_slot(void) { return thread_slot; }
void cplatform_set_thread_slot(void *value) { thread_slot = value; }

_Thread_local void *cplatform_loop_slot;

int cplatform_cpu_count(void) {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 0;
}

int cplatform_run_on_cpu(int place) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) < 0) {
    return -1;
  }
  for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
    if (CPU_ISSET(cpu, &set) && place-- == 0) {
      CPU_ZERO(&set);
      CPU_SET(cpu, &set);
      return sched_setaffinity(0, sizeof set, &set);
    }
  }
  errno = EINVAL;
  return -1;
}

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
    // The counter is full, which says the same: there is nobody left to tell.
  }
  errno = saved;
}

int cplatform_tell_signal(int signal, int eventfd) {
  // Not for the second signal of a set: one that came in between has been received.
  if (atomic_exchange(&told_eventfd, eventfd) != eventfd) {
    atomic_store(&received_count, 0);
  }
  struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESTART};
  if (sigaction(signal, &action, NULL) < 0) {
    return -1;
  }
  // A program inherits the mask of whoever started it, and one that was started from a thread that
  // blocks signals, as those of thread pools do, would never be told.
  sigset_t told;
  sigemptyset(&told);
  sigaddset(&told, signal);
  errno = pthread_sigmask(SIG_UNBLOCK, &told, NULL);
  return errno == 0 ? 0 : -1;
}

static atomic_int hang_up_eventfd = -1;

static void tell_hang_up(int signal) {
  (void)signal;
  int saved = errno;
  uint64_t one = 1;
  if (write(atomic_load(&hang_up_eventfd), &one, sizeof one) < 0) {
    // As above.
  }
  errno = saved;
}

int cplatform_tell_hang_up(int eventfd) {
  atomic_store(&hang_up_eventfd, eventfd);
  struct sigaction action = {.sa_handler = tell_hang_up, .sa_flags = SA_RESTART};
  if (sigaction(SIGHUP, &action, NULL) < 0) {
    return -1;
  }
  sigset_t told;
  sigemptyset(&told);
  sigaddset(&told, SIGHUP);
  errno = pthread_sigmask(SIG_UNBLOCK, &told, NULL);
  return errno == 0 ? 0 : -1;
}

int cplatform_reset_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  return sigaction(signal, &action, NULL);
}

int cplatform_ignore_signal(int signal) {
  struct sigaction action = {.sa_handler = SIG_IGN};
  return sigaction(signal, &action, NULL);
}

int cplatform_set_group(gid_t group) { return setgroups(1, &group); }

int cplatform_find_user(const char *name, uid_t *user, gid_t *group) {
  char texts[16 << 10];
  struct passwd entry;
  struct passwd *found = NULL;
  errno = getpwnam_r(name, &entry, texts, sizeof texts, &found);
  if (errno != 0) {
    return -1;
  }
  if (found == NULL) {
    return 0;
  }
  *user = found->pw_uid;
  *group = found->pw_gid;
  return 1;
}

int cplatform_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

int cplatform_landlock_version(void) {
  return (int)syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

int cplatform_landlock_create(uint64_t access) {
  struct landlock_ruleset_attr rules = {.handled_access_fs = access};
  return (int)syscall(SYS_landlock_create_ruleset, &rules, sizeof rules.handled_access_fs, 0);
}

int cplatform_landlock_allow(int rules, uint64_t access, int place) {
  struct landlock_path_beneath_attr beneath = {.allowed_access = access, .parent_fd = place};
  return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
}

int cplatform_landlock_restrict(int rules) {
  return (int)syscall(SYS_landlock_restrict_self, rules, 0);
}
