import Testing

/// A program whose server serves in one of the ways that it knows.
struct ServedProgram: CustomTestStringConvertible {
  var program: Program
  var flavour = Flavour.threads

  /// All whose servers are told no more than where to listen, and a folder.
  static let all =
    Program.allCases.map { ServedProgram(program: $0) }
    + [Program.loopChat, .fileTransfer].map { ServedProgram(program: $0, flavour: .loops) }

  /// Those that serve streams.
  static let streams = all.filter { $0.program != .udpHello }

  var testDescription: String { "\(program.rawValue) by \(flavour.rawValue)" }
}
