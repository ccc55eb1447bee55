internal import Glibc

extension System {
  /// Opens /dev/null in place of each standard stream that is closed, so that no socket gets its
  /// number, and with it what was meant for the stream.
  ///
  /// It is opened the wrong way round: reading input and writing output fail by `EBADF`, as they
  /// would have. To be called first of all, before there are other descriptors and threads.
  package static func openMissingStandardStreams() {
    for stream in StandardStream.allCases where fcntl(stream.rawValue, F_GETFD) < 0 {
      // SAFETY: the path lives through the call, which only reads it.
      unsafe _ = Glibc.open("/dev/null", stream == .input ? O_WRONLY : O_RDONLY)
    }
  }

  /// write(2) of a text to a standard stream, all of it, waiting as long as it takes.
  ///
  /// A stream that somebody has made non-blocking is waited for as well.
  ///
  /// - Parameters:
  ///   - text: what to write, in UTF-8.
  ///   - stream: where to.
  /// - Throws: `EPIPE` where nobody reads it and SIGPIPE is ignored; `EBADF`, `ENOSPC` and all else
  ///   that write(2) names. Part of the text may be written then.
  package static func write(_ text: String, to stream: StandardStream) throws(Errno) {
    // SAFETY: the elements are bytes without padding, all of them initialised.
    try unsafe write(Array(text.utf8).span.bytes, to: stream)
  }

  /// The same of bytes.
  package static func write(_ bytes: RawSpan, to stream: StandardStream) throws(Errno) {
    var written = 0
    while written < bytes.byteCount {
      do throws(Errno) {
        written += try writeOnce(bytes.extracting(written..<bytes.byteCount), to: stream)
      } catch {
        guard error == .wouldBlock else { throw error }
        // Where waiting fails, the next attempt says why.
        _ = try? poll(stream.rawValue, Int16(POLLOUT), timeoutMilliseconds: -1)
      }
    }
  }

  private static func writeOnce(
    _ bytes: RawSpan,
    to stream: StandardStream
  ) throws(Errno) -> Int {
    try unsafe bytes.withUnsafeBytes { bytes throws(Errno) in
      try invoke(.write, upTo: bytes.count) { count in
        // SAFETY: the kernel reads at most `count` bytes, and `count` never exceeds the span's.
        unsafe Glibc.write(stream.rawValue, bytes.baseAddress, count)
      }
    }
  }
}
