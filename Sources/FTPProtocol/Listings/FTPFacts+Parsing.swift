extension FTPFacts {
  /// What a line of MLSD tells: `type=file;size=500; a name`, or ` a name` without facts.
  ///
  /// The first space ends the facts, whether a semicolon stands before it or not. The target of a
  /// link may hold spaces, though the RFC has none in values: it goes to the next semicolon.
  ///
  /// Nil where it is no such line, where the name is empty or holds CR, LF or NUL, and beyond
  /// `FTPLimits.listingLineBytesMax`.
  ///
  /// - Parameter line: the line, with its ending or without.
  package init?(_ line: [UInt8]) {
    let line = line.withoutLineEnding
    guard line.count <= FTPLimits.listingLineBytesMax, !line.contains(where: \.breaksLines) else {
      return nil
    }
    self.init(name: [])
    var rest = line[...]
    while rest.first != .space {
      guard let fact = Fact(takenFrom: &rest) else { return nil }
      take(fact)
    }
    name = Array(rest.dropFirst())
    guard !name.isEmpty else { return nil }
  }

  /// What the inner line of an answer to MLST tells: as a line of MLSD, with a space before it,
  /// which some servers leave out.
  ///
  /// The name is a path.
  ///
  /// - Parameter line: the line, as `FTPReply.lines` has it.
  package init?(replyLine line: [UInt8]) {
    if line.first == .space, let facts = Self(Array(line.dropFirst())) {
      self = facts
    } else {
      self.init(line)
    }
  }

  /// A fact in a line.
  private struct Fact {
    let name: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>

    /// Takes the fact at the beginning, with its semicolon; nil where there is none.
    init?(takenFrom rest: inout ArraySlice<UInt8>) {
      guard let equals = rest.firstIndex(of: .equalsSign), equals > rest.startIndex else {
        return nil
      }
      name = rest[..<equals]
      guard name.allSatisfy(Self.isOfName) else { return nil }
      let text = rest[(equals + 1)...]
      var end = text.firstIndex { $0 == .semicolon || $0 == .space }
      if name.isWord("TYPE"), Self.isLink(text) { end = text.firstIndex(of: .semicolon) ?? end }
      guard let end else { return nil }
      value = text[..<end]
      rest = text[end...]
      if rest.first == .semicolon { rest.removeFirst() }
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
      byte.isLetter || byte.digit != nil || byte == .period || byte == .hyphen
        || byte == UInt8(ascii: "_")
    }

    private static func isLink(_ text: ArraySlice<UInt8>) -> Bool {
      ["OS.UNIX=SLINK:", "OS.UNIX=SYMLINK:"].contains { text.prefix($0.utf8.count).isWord($0) }
    }
  }

  private mutating func take(_ fact: Fact) {
    let value = Array(fact.value)
    let text = value.isEmpty ? nil : value
    switch fact.name {
    case let name where name.isWord("TYPE"): type = text
    case let name where name.isWord("SIZE"): size = value.decimalNumber()
    case let name where name.isWord("SIZD"): directorySize = value.decimalNumber()
    case let name where name.isWord("MODIFY"): modified = FTPTime(value)
    case let name where name.isWord("CREATE"): created = FTPTime(value)
    case let name where name.isWord("PERM"): permissions = FTPEntryPermissions(letters: value)
    case let name where name.isWord("UNIQUE"): unique = text
    case let name where name.isWord("LANG"): language = text
    case let name where name.isWord("MEDIA-TYPE"): mediaType = text
    case let name where name.isWord("CHARSET"): charset = text
    case let name where name.prefix(5).isWord("UNIX."):
      guard take(unix: name.dropFirst(5), value) else { fallthrough }
    default: others.append(Other(name: Array(fact.name), value: value))
    }
  }

  /// Takes a fact of Unix.
  ///
  /// - Returns: whether it is known.
  private mutating func take(unix name: ArraySlice<UInt8>, _ value: [UInt8]) -> Bool {
    let text = value.isEmpty ? nil : value
    switch name {
    case let name where name.isWord("MODE"): mode = value.octalMode
    case let name where name.isWord("OWNER"): owner = text
    case let name where name.isWord("GROUP"): group = text
    case let name where name.isWord("UID"): userID = value.decimalNumber()
    case let name where name.isWord("GID"): groupID = value.decimalNumber()
    case let name where name.isWord("OWNERNAME"): ownerName = text
    case let name where name.isWord("GROUPNAME"): groupName = text
    default: return false
    }
    return true
  }
}
