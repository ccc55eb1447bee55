/// A pattern of paths, as shells and rsync(1) have them, over bytes.
///
/// `?` is a byte and `*` any number of them, but for `/`; `**` is any number of any bytes, and
/// `**/` any number of folders, none too. `[a-z]` is one of these bytes, `[!a-z]` another one; `\`
/// takes the next byte as it is. A `/` at the end means folders only. With another `/` in it a
/// pattern is of the whole path, else of its last name, wherever that is.
struct GlobPattern: Hashable, Sendable {
  /// How long a pattern may be.
  static let bytesMax = 1024

  private enum Token: Hashable {
    case byte(UInt8)
    /// `?`
    case one
    /// `*`
    case within
    /// `**`
    case across
    /// `**/`, where a name begins; what follows is `folder`.
    case folders
    /// `**/` within a name.
    case folder
    /// `[…]`
    case oneOf([ClosedRange<UInt8>], isNegated: Bool)
  }

  private let tokens: [Token]
  private let isOfWholePath: Bool
  private let isOfFolders: Bool

  /// Reads a pattern.
  ///
  /// - Throws: `UsageError` for an empty one, and one that does not end.
  init(_ text: [UInt8]) throws(UsageError) {
    guard text.count <= Self.bytesMax else {
      throw UsageError("a pattern has \(Self.bytesMax) bytes at most")
    }
    isOfFolders = text.count > 1 && text.last == Self.slash
    var rest = (isOfFolders ? text.dropLast() : text[...])
    isOfWholePath = rest.contains(Self.slash)
    if rest.first == Self.slash { rest = rest.dropFirst() }
    guard !rest.isEmpty else { throw UsageError("a pattern is empty") }
    var tokens: [Token] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "?"): tokens.append(.one)
      case UInt8(ascii: "*"):
        tokens += Self.stars(&rest, atStart: tokens.isEmpty || tokens.last == .byte(Self.slash))
      case UInt8(ascii: "["): tokens.append(try Self.set(&rest))
      case UInt8(ascii: "\\"):
        guard let next = rest.popFirst() else {
          throw UsageError("a pattern ends with \\, which takes what follows")
        }
        tokens.append(.byte(next))
      default: tokens.append(.byte(byte))
      }
    }
    self.tokens = tokens
  }

  /// What stars mean, of which the first is taken.
  private static func stars(_ rest: inout ArraySlice<UInt8>, atStart: Bool) -> [Token] {
    guard rest.first == UInt8(ascii: "*") else { return [.within] }
    rest = rest.drop { $0 == UInt8(ascii: "*") }
    guard atStart, rest.first == slash else { return [.across] }
    rest.removeFirst()
    return [.folders, .folder]
  }

  private static func set(_ rest: inout ArraySlice<UInt8>) throws(UsageError) -> Token {
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest.removeFirst() }
    var ranges: [ClosedRange<UInt8>] = []
    while let first = rest.popFirst() {
      if first == UInt8(ascii: "]"), !ranges.isEmpty { return .oneOf(ranges, isNegated: isNegated) }
      var last = first
      if rest.first == UInt8(ascii: "-"), rest.count > 1, rest.dropFirst().first != closing {
        rest.removeFirst()
        last = rest.removeFirst()
      }
      guard first <= last else { throw UsageError("a range of a pattern goes backwards") }
      ranges.append(first...last)
    }
    throw UsageError("a pattern has [ without ]")
  }

  /// Whether it is a pattern of this path.
  ///
  /// The time is at most the product of both lengths.
  ///
  /// - Parameters:
  ///   - path: names with slashes between, from the folder that is mirrored on.
  ///   - isFolder: whether it is of a folder.
  /// - Returns: whether it is.
  func matches(_ path: [UInt8], isFolder: Bool) -> Bool {
    if isOfFolders, !isFolder { return false }
    let subject = isOfWholePath ? path : RemoteURL.name(in: path)
    var places = Places(count: tokens.count + 1)
    enter(0, &places)
    for byte in subject {
      var next = Places(count: tokens.count + 1)
      for index in tokens.indices where places.contains(index) { step(index, byte, &next) }
      if next.isEmpty { return false }
      places = next
    }
    return places.contains(tokens.count)
  }

  /// Which tokens may be next.
  private struct Places {
    private var marks: [Bool]
    private(set) var isEmpty = true

    init(count: Int) { marks = [Bool](repeating: false, count: count) }

    func contains(_ index: Int) -> Bool { marks[index] }

    mutating func insert(_ index: Int) {
      marks[index] = true
      isEmpty = false
    }
  }

  /// Comes to a token, and past those that may be nothing.
  private func enter(_ index: Int, _ places: inout Places) {
    places.insert(index)
    guard index < tokens.count else { return }
    switch tokens[index] {
    case .within, .across: enter(index + 1, &places)
    case .folders: enter(index + 2, &places)
    default: break
    }
  }

  private func step(_ index: Int, _ byte: UInt8, _ next: inout Places) {
    let isSlash = byte == Self.slash
    switch tokens[index] {
    case .byte(let wanted): if byte == wanted { enter(index + 1, &next) }
    case .one: if !isSlash { enter(index + 1, &next) }
    case .within: if !isSlash { enter(index, &next) }
    case .across: enter(index, &next)
    case .folders: if !isSlash { enter(index + 1, &next) }
    case .folder: enter(isSlash ? index - 1 : index, &next)
    case .oneOf(let ranges, let isNegated):
      if !isSlash, ranges.contains(where: { $0.contains(byte) }) != isNegated {
        enter(index + 1, &next)
      }
    }
  }

  private static let slash = UInt8(ascii: "/")
  private static let closing = UInt8(ascii: "]")
}
