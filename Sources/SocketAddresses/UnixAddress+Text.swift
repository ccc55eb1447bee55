extension UnixAddress: CustomStringConvertible {
  /// The address written as `unix:PATH` or `unix-abstract:NAME`; `unix:` alone is ``unnamed``, and
  /// `unix-abstract:` alone the empty abstract name.
  ///
  /// In a name `\\` stands for a backslash and `\x` with two hexadecimal digits for that byte;
  /// every other character stands for its bytes in UTF-8. `nil` for any other text, for any other
  /// use of a backslash, and for a name that breaks a rule of ``init(path:)-(String)`` or
  /// ``init(abstractName:)-(String)``.
  public init?(_ text: some StringProtocol) {
    let text = String(text)
    self.init(utf8: text.utf8.span)
  }

  /// The address written in the bytes of a text, by the same rules.
  public init?(utf8 text: Span<UInt8>) {
    if text.starts(with: Self.pathPrefix) {
      self.init(escapedPath: text.extracting(droppingFirst: Self.pathPrefix.utf8.count))
    } else if text.starts(with: Self.abstractPrefix) {
      self.init(escapedAbstract: text.extracting(droppingFirst: Self.abstractPrefix.utf8.count))
    } else {
      return nil
    }
  }

  /// The address in the form that ``init(_:)`` reads, always on one line.
  ///
  /// Backslashes, control and format characters and line separators are escaped; so are all bytes
  /// above ASCII of a name that is not UTF-8. Reading it again gives an equal address, except for
  /// the path of 108 bytes without NUL that a C program can bind to: that is shown, but refused as
  /// too long when read.
  public var description: String {
    switch kind {
    case .path(let bytes): Self.pathPrefix + bytes.escapedName
    case .abstract(let bytes): Self.abstractPrefix + bytes.escapedName
    case .unnamed: Self.pathPrefix
    }
  }

  /// What the text of a path or of the unnamed address begins with.
  private static let pathPrefix = "unix:"

  /// What the text of an abstract address begins with.
  private static let abstractPrefix = "unix-abstract:"

  private init?(escapedPath text: Span<UInt8>) {
    guard let path = [UInt8](escapedName: text) else { return nil }
    guard let address = path.isEmpty ? .unnamed : try? Self(path: path) else { return nil }
    self = address
  }

  private init?(escapedAbstract text: Span<UInt8>) {
    guard let name = [UInt8](escapedName: text) else { return nil }
    guard let address = try? Self(abstractName: name) else { return nil }
    self = address
  }
}
