import Foundation
import Sockets

/// Standard output, written at once and byte for byte.
public enum StandardOutput {
  /// Why it could not be written.
  public enum Failure: Error, CustomStringConvertible {
    /// The reader of the pipe has gone: the program ends without a word.
    case nobodyReads
    /// What write(2) said otherwise, as `errno`.
    case system(Int32)

    /// One line.
    public var description: String {
      switch self {
      case .nobodyReads: "write standard output: nobody reads it"
      case .system(let number): "write standard output: \(systemMessage(number))"
      }
    }
  }

  /// Whether it is a terminal.
  public static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes bytes as they are.
  public static func write(_ bytes: some Sequence<UInt8>) throws(Failure) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      // SAFETY: write reads the bytes of the array, which lives until it returns.
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe Foundation.write(STDOUT_FILENO, bytes.baseAddress, bytes.count)
      }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw errno == EPIPE ? .nobodyReads : .system(errno)
      }
    }
  }

  /// Writes a line.
  public static func write(line: String) throws(Failure) {
    try write(line: line.utf8)
  }

  /// Writes bytes as a line, whatever they are.
  public static func write(line bytes: some Sequence<UInt8>) throws(Failure) {
    try write(Array(bytes) + [UInt8(ascii: "\n")])
  }
}

/// The system's words for an `errno`: strerror(3).
public func systemMessage(_ number: Int32) -> String {
  SocketError.Code(errno: number).description
}
