import ArgumentParser
import EventLoops

/// `--loops`: how many threads serve.
struct LoopsOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How many event loops, each a thread, share the work. (default: one for each core)",
      valueName: "N"
    ),
    transform: LoopsOption.read
  )
  var loops: Int?

  /// What is asked for; nil is one for each core.
  func count(in environment: Environment) throws(UsageError) -> Int? {
    if let loops { return loops }
    return try environment.value(of: "loops", Self.read)
  }

  private static func read(_ text: String) throws(UsageError) -> Int {
    guard let count = Int(text), 1...EventLoopGroup.loopsMax ~= count else {
      throw UsageError("not a number from 1 to \(EventLoopGroup.loopsMax)")
    }
    return count
  }
}
