internal import ArgumentParser
internal import CFuzz
internal import Foundation

/// Feeds one of the library's parsers with hostile input and looks whether it keeps its promise.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Feeds a parser with hostile input and looks whether it keeps its promise.",
    discussion: """
      The corpus is fed first, then changed inputs until the time is over. An input that breaks \
      the promise is kept in Crashes/TARGET; after the repair it belongs into Corpus/TARGET.
      """
  )

  /// An input that takes longer than this counts as one that never ends.
  static let inputSecondsMax: UInt32 = 10

  @Argument(help: "What is fed: \(TargetName.allCases.map(\.rawValue).joined(separator: ", ")).")
  var target: TargetName

  @Option(help: "How long changed inputs are fed.")
  var seconds = 10.0

  @Option(help: "Makes the changes of an earlier run again.")
  var seed: UInt64?

  @Option(help: "Feeds the input in a file, and nothing else.", completion: .file())
  var replay: [String] = []

  @Flag(help: "Lets libFuzzer choose the changes by what they reach: see README.md.")
  var coverage = false

  @Option(help: "Where Corpus and Crashes are.", completion: .directory)
  var folder = FileManager.default.fileExists(atPath: "Corpus") ? "." : "Fuzz"

  func validate() throws {
    guard (0...86_400).contains(seconds) else {
      throw ValidationError("the seconds are 0 to 86400")
    }
  }

  func run() throws {
    let fuzzed = target.target
    let seed = seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
    print("\(target.rawValue): \(fuzzed.promise)")
    guard !coverage else { throw ExitCode(try runLibFuzzer(seed)) }
    let name = replay.isEmpty ? "seed-\(seed)" : "replay"
    let crash = try folder(named: "Crashes").path(for: name)
    unsafe cfuzz_keep_crashes(crash, Self.inputSecondsMax)
    var fuzzer = Fuzzer(fuzzed)
    do throws(Violation) {
      try feed(&fuzzer, seed)
    } catch {
      try Data(fuzzer.input).write(to: URL(fileURLWithPath: crash))
      print("\(target.rawValue): PROMISE BROKEN: \(error.property)")
      print("the input is kept in \(crash); seed \(seed)")
      throw ExitCode.failure
    }
    print(closing(fuzzer.report, seed))
  }

  /// Runs libFuzzer on the corpus, which it does not change, and returns its status.
  private func runLibFuzzer(_ seed: UInt64) throws -> Int32 {
    let found = FileManager.default.temporaryDirectory
      .appendingPathComponent("fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: found, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: found) }
    return try LibFuzzer.run(
      target,
      arguments: [
        "-seed=\(seed & 0xffff_ffff)", "-max_total_time=\(Int(seconds.rounded(.up)))",
        "-max_len=\(target.target.inputBytesMax)", "-timeout=\(Self.inputSecondsMax)",
        "-artifact_prefix=\(try folder(named: "Crashes").path(for: "coverage-"))",
        found.path, folder(named: "Corpus").url.path,
      ]
    )
  }

  private func folder(named name: String) -> InputFolder {
    InputFolder(url: URL(fileURLWithPath: "\(folder)/\(name)/\(target.rawValue)"))
  }

  private func feed(_ fuzzer: inout Fuzzer, _ seed: UInt64) throws(Violation) {
    guard replay.isEmpty else { return try fuzzer.feed(inputs { try replayed() }) }
    try fuzzer.feed(inputs { try folder(named: "Corpus").inputs() })
    try fuzzer.run(seed: seed, for: .seconds(seconds))
  }

  private func replayed() throws -> [[UInt8]] {
    try replay.map { try InputFolder.input(at: URL(fileURLWithPath: $0)) }
  }

  /// Inputs from files; one that cannot be read ends the program.
  private func inputs(_ read: () throws -> [[UInt8]]) -> [[UInt8]] {
    do { return try read() } catch { Self.exit(withError: error) }
  }

  private func closing(_ report: Fuzzer.Report, _ seed: UInt64) -> String {
    guard replay.isEmpty else {
      return "\(target.rawValue): promise kept for \(report.executions) replayed"
    }
    let rate = Int(Double(report.executions) / max(report.seconds, 0.001))
    return "\(target.rawValue): promise kept in \(report.executions) executions, \(rate) a second, "
      + "\(report.ways) ways, seed \(seed)"
  }
}
