/// The calls that can be made to fail on request in tests, by their C names.
package enum SystemCall: String, Sendable, CaseIterable {
  case accept4
  case bind
  case chmod
  case close
  case connect
  case epollControl = "epoll_ctl"
  case epollCreate = "epoll_create1"
  case epollWait = "epoll_wait"
  case eventfd
  case fchmod
  case fchmodat2
  case fchown
  case fcntl
  case fstat
  case fstatat
  case fstatvfs
  case fsync
  case ftruncate
  case getaddrinfo
  case getdents64
  case getnameinfo
  case getpeername
  case getpwnam = "getpwnam_r"
  case getrlimit
  case getsockname
  case getsockopt
  case landlockAddRule = "landlock_add_rule"
  case landlockCreateRuleset = "landlock_create_ruleset"
  case landlockRestrictSelf = "landlock_restrict_self"
  case listen
  case lseek
  case lstat
  case mkdirat
  case openat2
  case poll
  case pipe = "pipe2"
  case pread
  case prctl
  case preadv2
  case pthreadCreate = "pthread_create"
  case pwrite
  case read
  case readlinkat
  case recv
  case recvfrom
  case recvmsg
  case renameat2
  case schedSetAffinity = "sched_setaffinity"
  case send
  case sendfile
  case sendmsg
  case sendto
  case setgid
  case setgroups
  case setrlimit
  case setsockopt
  case setuid
  case shutdown
  case sigaction
  case socket
  case socketpair
  case splice
  case tcgetattr
  case tcsetattr
  case unlink
  case unlinkat
  case utimensat
  case write

  /// Whether a call that a signal interrupted (`EINTR`) is made again.
  ///
  /// Four are not. `close` has released the number on Linux, and a second call could hit a
  /// descriptor that another thread has opened since. `connect` goes on in the kernel: a second
  /// call answers `EALREADY`, the caller waits for writability instead. `poll` and `epoll_wait`
  /// must be told how much time is left, which only the caller knows.
  var isRetriedWhenInterrupted: Bool {
    switch self {
    case .close, .connect, .epollWait, .poll: false
    default: true
    }
  }
}
