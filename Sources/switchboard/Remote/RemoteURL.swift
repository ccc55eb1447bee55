import SocketAddresses

/// A file or folder of a server of files, as users write it: `ftp://USER@HOST/PATH`.
///
/// The path is relative to where a login begins, as RFC 1738, section 3.2.2 has it, and absolute
/// behind a first `%2F`. Its bytes are what `%` and two digits stand for.
struct RemoteURL: Hashable, Sendable {
  /// How the connection is encrypted.
  enum Scheme: String, Hashable, Sendable, CaseIterable {
    /// In the clear.
    case ftp
    /// With TLS, asked for by AUTH TLS.
    case ftpes
    /// With TLS from the first byte.
    case ftps

    /// The port where none is given.
    var port: UInt16 { self == .ftps ? 990 : 21 }
  }

  /// All forms, for help.
  static let forms = """
    URL is ftp://HOST/PATH (in the clear), ftpes://HOST/PATH (FTP with TLS, asked for) or \
    ftps://HOST/PATH (with TLS from the first byte), each with USER@ and :PORT if needed. PATH \
    begins where a login does; %2F in front makes it absolute, %20 is a space.
    """

  let scheme: Scheme
  let endpoint: Endpoint
  /// Nil where none is named.
  let user: String?
  /// Nil where none is given.
  let password: String?
  /// Decoded; empty is where a login begins, and a `/` in front is the root.
  let path: [UInt8]

  /// The name at the end of the path; empty where it ends with a slash, or there is none.
  var name: [UInt8] { Self.name(in: path) }

  /// What is behind the last slash of a path.
  static func name(in path: [UInt8]) -> [UInt8] {
    path.lastIndex(of: UInt8(ascii: "/")).map { Array(path[($0 + 1)...]) } ?? path
  }

  /// Reads one.
  ///
  /// - Throws: `UsageError`.
  init(_ text: String) throws(UsageError) {
    guard let end = text.firstRange(of: "://"),
      let scheme = Scheme(rawValue: text[..<end.lowerBound].lowercased())
    else { throw UsageError("not ftp://HOST/PATH, ftpes://HOST/PATH or ftps://HOST/PATH") }
    self.scheme = scheme
    let rest = text[end.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    let place = authority.lastIndex(of: "@")
    let login = place.map { authority[..<$0] }
    let host = place.map { authority[authority.index(after: $0)...] } ?? authority
    endpoint = try Self.endpoint(host, port: scheme.port)
    let words = login?.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    user = try words.map { words throws(UsageError) in try Self.text(words[0], "user") }
    password =
      if let words, words.count == 2 { try Self.text(words[1], "password") } else { nil }
    path = try Self.decoded(rest[authority.endIndex...].dropFirst())
    guard !path.contains(where: { [0, 10, 13].contains($0) }) else {
      throw UsageError("a path has no line break and no NUL")
    }
  }

  private init(_ other: RemoteURL, path: [UInt8]) {
    scheme = other.scheme
    endpoint = other.endpoint
    user = other.user
    password = other.password
    self.path = path
  }

  /// The URL of a name in the folder that this one is of.
  func appending(_ name: [UInt8]) -> RemoteURL {
    let separator: [UInt8] =
      path.isEmpty || path.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return RemoteURL(self, path: path + separator + name)
  }

  private static func endpoint(
    _ text: Substring,
    port: UInt16
  ) throws(UsageError) -> Endpoint {
    guard !text.isEmpty, !text.hasPrefix(":") else { throw UsageError("there is no host") }
    let isBracketed = text.hasPrefix("[")
    let hasPort =
      isBracketed ? text.contains("]:") : text.contains(":")
    guard let endpoint = Endpoint(hasPort ? String(text) : "\(text):\(port)"), endpoint.port > 0
    else { throw UsageError("\(text) is not HOST, HOST:PORT or [IPv6 address]:PORT") }
    return endpoint
  }

  private static func text(_ encoded: Substring, _ what: String) throws(UsageError) -> String {
    let bytes = try decoded(encoded)
    guard let text = String(validating: bytes, as: UTF8.self),
      !bytes.contains(where: { [0, 10, 13].contains($0) })
    else { throw UsageError("the \(what) is no text") }
    return text
  }

  /// The bytes that a text with `%XX` stands for.
  private static func decoded(_ text: Substring) throws(UsageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(hexadecimal: rest.prefix(2)) else {
        throw UsageError("% stands before two hexadecimal digits; a percent sign is %25")
      }
      rest = rest.dropFirst(2)
      bytes.append(value)
    }
    return bytes
  }
}

extension RemoteURL: CustomStringConvertible {
  /// The URL without the password.
  var description: String {
    let login = user.map { Self.encoded(Array($0.utf8)[...], keeping: []) + "@" } ?? ""
    let host = endpoint.host.contains(":") ? "[\(endpoint.host)]" : endpoint.host
    let port = endpoint.port == scheme.port ? "" : ":\(endpoint.port)"
    let absolute = path.first == UInt8(ascii: "/") ? "%2F" : ""
    let shown = Self.encoded(path.dropFirst(absolute.isEmpty ? 0 : 1), keeping: [UInt8(ascii: "/")])
    return "\(scheme)://\(login)\(host)\(port)/\(absolute)\(shown)"
  }

  private static func encoded(_ bytes: ArraySlice<UInt8>, keeping kept: Set<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      let isPlain =
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "-._~".utf8.contains(byte) || kept.contains(byte)
      if isPlain {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count < 2 ? "0" : "") + digits
      }
    }
    return text
  }
}

extension UInt8 {
  /// The value of two hexadecimal digits.
  fileprivate init?(hexadecimal digits: ArraySlice<UInt8>) {
    var value: UInt8 = 0
    for digit in digits {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | (digit - 48)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | (digit - 55)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | (digit - 87)
      default: return nil
      }
    }
    self = value
  }
}
