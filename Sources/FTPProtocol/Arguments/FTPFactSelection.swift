/// The facts that a session has chosen, told in the order of `FTPFact.allCases`.
package struct FTPFactSelection: Hashable, Sendable {
  /// A bit for each fact.
  private let bits: UInt16

  /// These facts.
  package init(_ facts: some Sequence<FTPFact>) {
    bits = facts.reduce(0) { $0 | $1.bit }
  }

  /// What a session starts with.
  package static let initial: Self = [.type, .permissions, .size, .modified, .unique]

  /// The facts in the list of an `OPTS MLST`: `type;size;` (RFC 3659 §7.9).
  ///
  /// Unknown ones are passed over, and none may be left.
  ///
  /// - Parameter list: names with a semicolon behind each, and no spaces; empty for no facts.
  init?(list: [UInt8]) {
    guard list.isEmpty || list.last == .semicolon, !list.contains(.space) else { return nil }
    let names = list.split(separator: .semicolon)
    self.init(
      FTPFact.allCases.filter { fact in
        let word = fact.rawValue.uppercased()
        return names.contains { $0.isWord(word) }
      }
    )
  }

  /// Whether the fact was chosen.
  package func contains(_ fact: FTPFact) -> Bool {
    bits & fact.bit != 0
  }

  /// The chosen facts as the answer to `OPTS MLST` has them: `type;size;`.
  package var list: String {
    FTPFact.allCases.filter { contains($0) }.map { "\($0.rawValue);" }.joined()
  }

  /// All facts as FEAT has them, an asterisk behind each that is chosen: `type*;size;`.
  package var feature: String {
    FTPFact.allCases.map { "\($0.rawValue)\(contains($0) ? "*" : "");" }.joined()
  }
}

extension FTPFactSelection: ExpressibleByArrayLiteral {
  /// These facts.
  package init(arrayLiteral facts: FTPFact...) {
    self.init(facts)
  }
}

extension FTPFact {
  fileprivate var bit: UInt16 {
    switch self {
    case .type: 1 << 0
    case .permissions: 1 << 1
    case .size: 1 << 2
    case .modified: 1 << 3
    case .unique: 1 << 4
    case .mode: 1 << 5
    case .owner: 1 << 6
    case .group: 1 << 7
    }
  }
}
