/// Numbers of Linux that the C library's headers show to GNU programs only, or not at all.
enum LinuxNumber {
  /// `IPV6_FLOWINFO_SEND` of linux/in6.h.
  static let ipv6FlowInformationSend: Int32 = 33
  /// `POLLRDHUP` of poll.h.
  static let pollPeerFinished: Int16 = 0x2000
}
