internal import ArgumentParser
internal import CFuzz
internal import Glibc

/// libFuzzer, which chooses its changes by the code that they reach.
///
/// It is there only in a program that was built for it: README.md has the command.
enum LibFuzzer {
  /// Runs it until its time is over or an input breaks the promise, and returns its status.
  ///
  /// On a broken promise it ends the process itself.
  static func run(_ target: TargetName, arguments: [String]) throws -> Int32 {
    let words = ["fuzz"] + arguments
    // SAFETY: the copies live until the process ends; libFuzzer keeps pointers to them.
    let pointers = unsafe words.map { word in unsafe UnsafePointer<CChar>?(strdup(word)) }
    let status = unsafe cfuzz_run_libfuzzer(Int32(words.count), pointers, check(of: target))
    guard status >= 0 else {
      throw ValidationError("this program was built without libFuzzer: see README.md")
    }
    return status
  }

  /// A C function has no context, so there is one for each target.
  private static func check(of target: TargetName) -> cfuzz_check {
    switch target {
    case .addresses: { bytes, count in unsafe LibFuzzer.check(.addresses, bytes, count) }
    case .controlMessages:
      { bytes, count in unsafe LibFuzzer.check(.controlMessages, bytes, count) }
    case .framing: { bytes, count in unsafe LibFuzzer.check(.framing, bytes, count) }
    case .ftpCommands: { bytes, count in unsafe LibFuzzer.check(.ftpCommands, bytes, count) }
    case .ftpListings: { bytes, count in unsafe LibFuzzer.check(.ftpListings, bytes, count) }
    case .ftpReplies: { bytes, count in unsafe LibFuzzer.check(.ftpReplies, bytes, count) }
    case .proxyHeaders:
      { bytes, count in unsafe LibFuzzer.check(.proxyHeaders, bytes, count) }
    }
  }

  private static func check(
    _ target: TargetName,
    _ bytes: UnsafePointer<UInt8>?,
    _ count: Int
  ) -> Int32 {
    // SAFETY: libFuzzer lends as many bytes as it says for the time of the call.
    let input = unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
    do throws(Violation) {
      _ = try target.target.check(input)
      return 0
    } catch {
      fatalError("PROMISE BROKEN: \(error.property)")
    }
  }
}
