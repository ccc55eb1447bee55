/// What the part of a file is called that a mirror fetches: a name that no file of the source has.
enum MirrorPart {
  /// How long a name can be.
  static let nameBytesMax = 255

  private static let tilde = UInt8(ascii: "~")

  /// The name of the part: `NAME.part`, with as many `~` at its end as it takes.
  ///
  /// - Parameters:
  ///   - name: of the file.
  ///   - isTaken: whether the source has a file of that name, which is fetched too.
  /// - Returns: the name, which is that of no other file's part.
  static func name(of name: [UInt8], isTaken: ([UInt8]) -> Bool) -> [UInt8] {
    var part = shortened(name) + PartFile.suffix
    while isTaken(part), part.count < nameBytesMax { part.append(tilde) }
    return part
  }

  /// The name of the file that a name may be the part of; nil where it is no part's.
  static func file(of name: [UInt8]) -> [UInt8]? {
    let end = name.lastIndex { $0 != tilde }.map { $0 + 1 } ?? 0
    let suffix = PartFile.suffix
    guard end > suffix.count, name[..<end].suffix(suffix.count).elementsEqual(suffix) else {
      return nil
    }
    return Array(name[..<(end - suffix.count)])
  }

  /// A name that leaves room for the suffix: the end of one that is too long becomes a number.
  private static func shortened(_ name: [UInt8]) -> [UInt8] {
    let room = nameBytesMax - PartFile.suffix.count - tildesMax
    guard name.count > room else { return name }
    // FNV-1a, 64 bits: two long names of one folder that begin alike are told apart.
    let hash = name.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let digits = Array(String(hash, radix: 16).utf8)
    return name.prefix(room - digits.count - 1) + [UInt8(ascii: "-")] + digits
  }

  private static let tildesMax = 8
}
