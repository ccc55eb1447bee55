internal import CPlatform
internal import Glibc

extension System {
  /// getaddrinfo(3): blocks for as long as the system's resolver likes.
  ///
  /// - Parameter query: a text in it that contains NUL names nothing: `EAI_NONAME`.
  /// - Returns: the answers in the resolver's order, at least one.
  /// - Throws: an `EAI_*` code.
  package static func getaddrinfo(_ query: NameQuery) throws(NameError) -> [NameAnswer] {
    let texts = [query.host, query.service]
    guard !texts.contains(where: { $0?.utf8.contains(0) == true }) else {
      throw NameError(code: EAI_NONAME, errno: nil)
    }
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = query.flags
    unsafe hints.ai_family = query.family
    unsafe hints.ai_socktype = query.type
    unsafe hints.ai_protocol = query.protocolNumber
    var first: UnsafeMutablePointer<addrinfo>?
    // SAFETY: the texts and the hints live through the call; the list it makes is freed below,
    // once.
    try ask(.getaddrinfo) {
      unsafe withOptionalCString(query.host) { host in
        unsafe withOptionalCString(query.service) { service in
          unsafe Glibc.getaddrinfo(host, service, &hints, &first)
        }
      }
    }
    defer { unsafe freeaddrinfo(first) }
    return unsafe answers(from: first)
  }

  /// getnameinfo(3) of a `struct sockaddr`: blocks as `getaddrinfo`, unless the flags ask for
  /// numbers.
  package static func getnameinfo(
    _ address: RawSpan,
    flags: Int32
  ) throws(NameError) -> (host: String, service: String) {
    var host = [CChar](repeating: 0, count: Int(CPLATFORM_NI_MAXHOST))
    var service = [CChar](repeating: 0, count: Int(CPLATFORM_NI_MAXSERV))
    try ask(.getnameinfo) {
      unsafe address.withUnsafeBytes { bytes in
        // SAFETY: each buffer is given with its size, and all outlive the call.
        unsafe Glibc.getnameinfo(
          sockaddr(bytes),
          socklen_t(clamping: bytes.count),
          &host,
          socklen_t(host.count),
          &service,
          socklen_t(service.count),
          flags
        )
      }
    }
    return (text(host), text(service))
  }

  /// if_nametoindex(3): nil where there is no such interface.
  package static func interfaceIndex(named name: String) -> UInt32? {
    guard !name.utf8.contains(0) else { return nil }
    // SAFETY: the name lives through the call, which only reads it.
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

  /// gethostname(2): the name of this host, at most 64 bytes on Linux.
  package static func hostName() -> String {
    var name = [CChar](repeating: 0, count: 256)
    // SAFETY: the size given leaves the last byte, which stays NUL.
    unsafe _ = gethostname(&name, name.count - 1)
    return text(name)
  }

  /// Makes a call that returns an `EAI_*` code, and sets errno for `EAI_SYSTEM` alone.
  private static func ask(_ call: SystemCall, _ attempt: () -> Int32) throws(NameError) {
    var code: Int32 = 0
    do throws(Errno) {
      try invoke(call) { _ in
        code = attempt()
        return code == EAI_SYSTEM ? -1 : 0
      }
    } catch {
      throw NameError(code: EAI_SYSTEM, errno: error)
    }
    guard code == 0 else { throw NameError(code: code, errno: nil) }
  }

  private static func answers(from first: UnsafeMutablePointer<addrinfo>?) -> [NameAnswer] {
    var answers: [NameAnswer] = []
    var next = unsafe first
    // SAFETY: the caller frees the list only afterwards; each entry leads to the next, the last to
    // nil.
    while let entry = unsafe next {
      unsafe answers.append(answer(entry.pointee))
      unsafe next = entry.pointee.ai_next
    }
    return answers
  }

  private static func answer(_ entry: addrinfo) -> NameAnswer {
    // SAFETY: the entry belongs to a list that is not freed yet; its address has `ai_addrlen`
    // bytes.
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
    // SAFETY: the text stays put until `body` ends, which does not let the pointer out.
    guard let text else { return body(nil) }
    return unsafe text.withCString(body)
  }
}
