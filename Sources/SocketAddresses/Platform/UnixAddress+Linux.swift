// The sizes of Linux's struct sockaddr_un: `sun_path` has 108 bytes.

extension UnixAddress {
  /// The longest path in bytes, 107: what `sun_path` holds together with a NUL at the end.
  ///
  /// Linux also binds to 108 bytes without NUL. Such an address is read from the kernel, but not
  /// made here: most programs cannot connect to it.
  public static let pathBytesMax = sunPathCount - 1

  /// The longest abstract name in bytes, 107: what `sun_path` holds after the NUL at the start.
  public static let abstractNameBytesMax = sunPathCount - 1

  /// The size of `sun_path`.
  static let sunPathCount = 108

  /// The address in the bytes that follow the family field, by the rules of unix(7).
  ///
  /// `nil` if they are too many.
  ///
  /// No bytes are the unnamed address, a NUL at the start marks an abstract name of all bytes after
  /// it, and a path ends at its first NUL or with the bytes. One byte more than `sun_path` has must
  /// be allowed: the kernel counts the NUL that it adds to a path of 108 bytes.
  init?(payload: RawSpan) {
    guard payload.byteCount > 0 else {
      self = .unnamed
      return
    }
    let bytes = payload.array
    if bytes[0] == 0 {
      guard bytes.count <= Self.sunPathCount else { return nil }
      self.init(unchecked: .abstract(Array(bytes.dropFirst())))
    } else {
      let path = Array(bytes.prefix { $0 != 0 })
      guard bytes.count <= Self.sunPathCount + 1, path.count <= Self.sunPathCount else {
        return nil
      }
      self.init(unchecked: .path(path))
    }
  }

  /// The bytes that follow the family field: the inverse of ``init(payload:)``.
  ///
  /// A path has a NUL at the end if there is room for it in `sun_path`.
  var payload: [UInt8] {
    switch kind {
    case .unnamed: []
    case .abstract(let name): [0] + name
    case .path(let path): path.count < Self.sunPathCount ? path + [0] : path
    }
  }
}
