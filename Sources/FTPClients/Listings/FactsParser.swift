internal import FTPProtocol

/// Reads the facts of MLSD and MLST (RFC 3659 §7): `type=file;size=5; name`.
enum FactsParser {
  /// What a line of MLSD says.
  ///
  /// - Parameters:
  ///   - line: without its ending.
  ///   - isOfItself: whether it is of MLST, and about what was asked for: also a directory itself.
  /// - Returns: what it says.
  static func line(_ line: [UInt8], ofItself isOfItself: Bool = false) -> ListingLine {
    guard let space = line.firstIndex(of: UInt8(ascii: " ")) else {
      return line.isEmpty ? .nothing : .unreadable
    }
    var entry = FTPEntry(name: FTPPath(bytes: Array(line[(space + 1)...])))
    var isListed = false
    for fact in line[..<space].split(separator: UInt8(ascii: ";")) {
      guard let equals = fact.firstIndex(of: UInt8(ascii: "=")) else { return .unreadable }
      let name = String(decoding: fact[..<equals], as: UTF8.self).lowercased()
      let value = Array(fact[(equals + 1)...])
      if name == "type" { isListed = isOfDirectoryItself(value) }
      entry.take(name, value)
    }
    return isListed && !isOfItself ? .nothing : .entry(entry)
  }

  private static func isOfDirectoryItself(_ type: [UInt8]) -> Bool {
    ["cdir", "pdir"].contains(String(decoding: type, as: UTF8.self).lowercased())
  }
}

extension FTPEntry {
  /// Takes a fact by its name in lower case; unknown ones, and what cannot be read, are passed
  /// over.
  fileprivate mutating func take(_ name: String, _ value: [UInt8]) {
    switch name {
    case "type": takeType(value)
    case "size", "sizd": if name == "size" || size == nil { size = Int64(digits: value) }
    case "modify": modified = FTPTime(value).map { FTPFileTime($0) }
    case "unix.mode": mode = UInt16(octal: value)
    case "unix.owner": owner = printable(value)
    case "unix.ownername": owner = printable(value)
    case "unix.uid": owner = owner ?? printable(value)
    case "unix.group", "unix.groupname": group = printable(value)
    case "unix.gid": group = group ?? printable(value)
    case "unique": unique = printable(value)
    case "perm": permissions = printable(value)
    default: break
    }
  }

  /// `file`, `dir`, `OS.unix=slink:target`: an `OS.` type may have parts of its own behind a colon.
  private mutating func takeType(_ value: [UInt8]) {
    let colon = value.firstIndex(of: UInt8(ascii: ":")) ?? value.endIndex
    switch String(decoding: value[..<colon], as: UTF8.self).lowercased() {
    case "file": kind = .file
    case "dir", "cdir", "pdir": kind = .directory
    case "os.unix=symlink", "os.unix=slink":
      kind = .symbolicLink
      let target = Array(value[colon...].dropFirst())
      if !target.isEmpty { linkTarget = FTPPath(bytes: target) }
    default: kind = .other
    }
  }
}

extension Int64 {
  /// The number of decimal digits; nil for anything else, and what is too large.
  init?(digits: [UInt8]) {
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    self.init(String(decoding: digits, as: UTF8.self))
  }
}

extension UInt16 {
  /// The mode of octal digits; nil for anything else, and what has more than twelve bits.
  fileprivate init?(octal digits: [UInt8]) {
    let text = String(decoding: digits, as: UTF8.self)
    guard digits.allSatisfy({ (48...55).contains($0) }),
      let mode = UInt16(text, radix: 8), mode <= 0o7777
    else { return nil }
    self = mode
  }
}
