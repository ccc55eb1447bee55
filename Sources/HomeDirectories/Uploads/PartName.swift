/// The name of the file that holds what has come of an upload, beside the file that it is to be:
/// `.NAME.OWNER.switchboard-part`.
///
/// Clients can neither see nor use such names.
enum PartName {
  private static let suffix = Array(".switchboard-part".utf8)

  /// Whether a name is one that parts may have.
  static func isReserved(_ name: [UInt8]) -> Bool {
    name.first == HomePath.dot && name.count > suffix.count
      && name.suffix(suffix.count).elementsEqual(suffix)
  }

  /// The part's name for an upload; always the same, so that its owner finds it again.
  ///
  /// A name that would be too long is cut, and a hash of the whole takes the place of the rest: two
  /// of one owner that meet in it share a part, of which one at a time is written.
  ///
  /// - Parameters:
  ///   - name: of the file to be.
  ///   - owner: whose upload it is.
  ///   - spare: tells one apart from others for the same file; nil is the one that is found again.
  /// - Returns: the name.
  static func of(_ name: [UInt8], owner: Int64, spare: UInt64? = nil) -> [UInt8] {
    var ending = Array(".\(owner)".utf8)
    if let spare { ending += Array("-\(String(spare, radix: 16))".utf8) }
    ending += suffix
    let room = HomeLimits.nameBytesMax - 1 - ending.count
    guard name.count > room else { return [HomePath.dot] + name + ending }
    let hash = Array("~\(String(hash(of: name), radix: 16))".utf8)
    return [HomePath.dot] + name.prefix(room - hash.count) + hash + ending
  }

  /// FNV-1a of 64 bits.
  private static func hash(of name: [UInt8]) -> UInt64 {
    name.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
