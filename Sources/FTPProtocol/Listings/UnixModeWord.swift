/// The word that a line of `ls -l` begins with: kind and mode, and a mark of further rights.
struct UnixModeWord {
  let kind: FTPListEntry.Kind?
  let mode: UInt16?

  init?(_ word: ArraySlice<UInt8>) {
    let letters = Array(word.prefix(10))
    guard letters.count == 10, word.count == 10 || word.count == 11 && Self.isMark(word.last),
      letters[0].isLetter || letters[0] == .hyphen || letters[0] == .questionMark
    else { return nil }
    kind = FTPListEntry.Kind(letter: letters[0])
    guard !letters[1...].allSatisfy({ $0 == .questionMark }) else {
      mode = nil
      return
    }
    var bits: UInt16 = 0
    for place in 0..<9 {
      guard let value = Self.bits(letters[place + 1], place) else { return nil }
      bits |= value
    }
    mode = bits
  }

  /// Whether the system did not know the mode.
  var isUnknown: Bool { mode == nil }

  /// Marks of access lists, security labels and extended attributes.
  private static func isMark(_ byte: UInt8?) -> Bool {
    byte == UInt8(ascii: "+") || byte == .period || byte == UInt8(ascii: "@")
  }

  private static func bits(_ letter: UInt8, _ place: Int) -> UInt16? {
    let bit: UInt16 = 0o400 >> UInt16(place)
    let special: UInt16 = 0o4000 >> UInt16(place / 3)
    let isLast = place == 8
    return switch (place % 3, letter) {
    case (_, .hyphen): 0
    case (0, UInt8(ascii: "r")), (1, UInt8(ascii: "w")), (2, UInt8(ascii: "x")): bit
    case (2, UInt8(ascii: "s")) where !isLast, (2, UInt8(ascii: "t")) where isLast: special | bit
    case (2, UInt8(ascii: "S")) where !isLast, (2, UInt8(ascii: "T")) where isLast: special
    // Solaris, of a file that is locked by its mode.
    case (2, UInt8(ascii: "l")) where place == 5, (2, UInt8(ascii: "L")) where place == 5: special
    default: nil
    }
  }
}

extension FTPListEntry.Kind {
  /// The kind that a letter of `ls -l` says; nil for an unknown one.
  fileprivate init?(letter: UInt8) {
    switch letter {
    case .hyphen: self = .file
    case UInt8(ascii: "d"): self = .directory
    case UInt8(ascii: "l"): self = .symbolicLink
    case UInt8(ascii: "p"): self = .pipe
    case UInt8(ascii: "s"): self = .socket
    case UInt8(ascii: "b"): self = .blockDevice
    case UInt8(ascii: "c"): self = .characterDevice
    default: return nil
    }
  }
}
