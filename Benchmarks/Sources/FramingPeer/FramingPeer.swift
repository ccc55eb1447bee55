internal import CMeasuring
internal import Foundation
internal import Framing

/// Finds frames in memory by the library's decoders: `CFramingPeer` does the same by hand.
@main
enum FramingPeer {
  /// As much as a read of a socket brings, and more than the fastest cache holds.
  private static let bufferBytes = 64 << 10

  static func main() {
    // SAFETY: the arguments of the process live as long as it does, and are only read.
    let run = unsafe measuring_run(CommandLine.argc, CommandLine.unsafeArgv)
    measuring_pin(unsafe run.client_cpu)
    do throws(FramingError) {
      switch unsafe String(cString: run.mode) {
      case "lines":
        let frames = unsafe measuring_lines(run.size, bufferBytes)
        try unsafe measure(.lines(maximumBytes: bufferBytes), frames, run.count)
      case "length-prefix":
        let frames = unsafe measuring_prefixed(run.size, bufferBytes)
        try unsafe measure(.lengthPrefixed(maximumBytes: bufferBytes), frames, run.count)
      case let mode:
        print("no such mode: \(mode)")
        exit(2)
      }
    } catch {
      print(error)
      exit(1)
    }
  }

  private static func measure(
    _ format: some FrameFormat,
    _ frames: measuring_frames,
    _ count: Int
  ) throws(FramingError) {
    // SAFETY: the buffer is never freed.
    let bytes = unsafe RawSpan(_unsafeStart: frames.bytes, byteCount: frames.count)
    let (passes, expected) = unsafe (count / frames.frames + 1, frames.sum)
    var sum: UInt = 0
    let start = measuring_now()
    for _ in 0..<passes {
      var decoder = format.makeDecoder()
      sum &+= try self.sum(of: bytes, by: &decoder)
    }
    measuring_report(unsafe passes * frames.frames, start)
    guard sum == UInt(passes) &* expected else {
      print("wrong sum")
      exit(1)
    }
  }

  /// The sum of lengths and first bytes of all frames.
  @inline(__always)
  private static func sum(
    of bytes: RawSpan,
    by decoder: inout some FrameDecoder
  ) throws(FramingError) -> UInt {
    var rest = bytes
    var sum: UInt = 0
    while case .found(let frame) = try decoder.nextFrame(in: rest, isEnd: false) {
      // SAFETY: every pattern of bits is a byte, and the load checks its bounds.
      let first = unsafe rest.unsafeLoad(fromByteOffset: frame.content.lowerBound, as: UInt8.self)
      sum &+= UInt(frame.content.count) &+ UInt(first)
      rest = frame.rest(of: rest)
    }
    return sum
  }
}
