internal import CPlatform
internal import Glibc

/// Why getaddrinfo(3) or getnameinfo(3) failed: an `EAI_*` code, and errno's where it is `EAI_SYSTEM`.
package struct NameError: Error, Hashable, Sendable {
  package var code: Int32
  package var errno: Errno?

  package init(code: Int32, errno: Errno?) {
    self.code = code
    self.errno = errno
  }

  /// gai_strerror(3) of `code`.
  package static func text(of code: Int32) -> String {
    // SAFETY: gai_strerror returns a constant text for every number.
    guard let text = unsafe gai_strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}

/// What is asked of getaddrinfo(3): `struct addrinfo` as hints.
package struct NameQuery: Sendable {
  package var host: String?
  package var service: String?
  package var flags: Int32
  package var family: Int32
  package var type: Int32
  package var protocolNumber: Int32

  package init(
    host: String?,
    service: String?,
    flags: Int32,
    family: Int32,
    type: Int32,
    protocolNumber: Int32
  ) {
    self.host = host
    self.service = service
    self.flags = flags
    self.family = family
    self.type = type
    self.protocolNumber = protocolNumber
  }
}

/// One answer of getaddrinfo(3).
package struct NameAnswer: Sendable {
  package var family: Int32
  package var type: Int32
  package var protocolNumber: Int32
  package var canonicalName: String?
  /// `struct sockaddr`.
  package var address: [UInt8]
}

extension System {
  /// getaddrinfo(3): blocks for as long as the system's resolver likes.
  package static func getaddrinfo(_ query: NameQuery) throws(NameError) -> [NameAnswer] {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = query.flags
    unsafe hints.ai_family = query.family
    unsafe hints.ai_socktype = query.type
    unsafe hints.ai_protocol = query.protocolNumber
    var first: UnsafeMutablePointer<addrinfo>?
    // SAFETY: the texts live through the call; the list it makes is freed below, once.
    let code = unsafe withOptionalCString(query.host) { host in
      unsafe withOptionalCString(query.service) { service in
        unsafe Glibc.getaddrinfo(host, service, &hints, &first)
      }
    }
    try check(code)
    defer { unsafe freeaddrinfo(first) }
    var answers: [NameAnswer] = []
    var next = unsafe first
    while let entry = unsafe next {
      unsafe answers.append(answer(entry.pointee))
      unsafe next = entry.pointee.ai_next
    }
    return answers
  }

  /// getnameinfo(3) of a `struct sockaddr`.
  package static func getnameinfo(
    _ address: RawSpan,
    flags: Int32
  ) throws(NameError) -> (host: String, service: String) {
    // NI_MAXHOST and NI_MAXSERV of netdb.h, which it shows to GNU programs only.
    var host = [CChar](repeating: 0, count: 1025)
    var service = [CChar](repeating: 0, count: 32)
    let code = unsafe address.withUnsafeBytes { bytes in
      // SAFETY: each buffer is given with its size, and both outlive the call.
      unsafe Glibc.getnameinfo(
        sockaddr(bytes),
        socklen_t(bytes.count),
        &host,
        socklen_t(host.count),
        &service,
        socklen_t(service.count),
        flags
      )
    }
    try check(code)
    return (text(host), text(service))
  }

  /// if_nametoindex(3): nil where there is no such interface.
  package static func interfaceIndex(named name: String) -> UInt32? {
    let index = unsafe if_nametoindex(name)
    return index == 0 ? nil : index
  }

  /// if_indextoname(3): nil where there is no such interface.
  package static func interfaceName(at index: UInt32) -> String? {
    var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE))
    // SAFETY: the buffer has the IF_NAMESIZE bytes that the call may write.
    guard unsafe if_indextoname(index, &name) != nil else { return nil }
    return text(name)
  }

  /// gethostname(2).
  package static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    // SAFETY: the size given leaves the last byte, which stays NUL.
    unsafe _ = gethostname(&name, name.count - 1)
    return text(name)
  }

  private static func check(_ code: Int32) throws(NameError) {
    guard code != 0 else { return }
    throw NameError(code: code, errno: code == EAI_SYSTEM ? Errno.current : nil)
  }

  private static func answer(_ entry: addrinfo) -> NameAnswer {
    // SAFETY: the entry belongs to a list that is not freed yet; its address has `ai_addrlen` bytes.
    unsafe NameAnswer(
      family: entry.ai_family,
      type: entry.ai_socktype,
      protocolNumber: entry.ai_protocol,
      canonicalName: entry.ai_canonname.map { unsafe String(cString: $0) },
      address: [UInt8](UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen)))
    )
  }

  private static func text(_ characters: [CChar]) -> String {
    String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func withOptionalCString<R>(
    _ text: String?,
    _ body: (UnsafePointer<CChar>?) -> R
  ) -> R {
    guard let text else { return body(nil) }
    return unsafe text.withCString(body)
  }
}
