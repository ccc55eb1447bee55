internal import Glibc

/// Why getaddrinfo(3) or getnameinfo(3) failed: an `EAI_*` code, and errno's where it is
/// `EAI_SYSTEM`.
package struct NameError: Error, Hashable, Sendable {
  package var code: Int32
  package var errno: Errno?

  package init(code: Int32, errno: Errno?) {
    self.code = code
    self.errno = errno
  }

  /// The C library's words for `code`, as gai_strerror(3) has them.
  package static func text(of code: Int32) -> String {
    // SAFETY: gai_strerror returns a constant text for every number, which nobody frees.
    guard let text = unsafe gai_strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
