/// Why a reader could not give what it was asked for.
///
/// The call that throws it has taken nothing: the bytes that had come are still there to be read.
public enum BufferedReaderError<Failure: Error>: Error {
  /// The stream beneath has failed. Where its failure passes, as a timeout does, the same call may
  /// be made again and goes on where this one stopped.
  case stream(Failure)
  /// The stream ended after `afterBytes` bytes of what was asked for, which `read(atMost:)` still
  /// gives.
  case endOfStream(afterBytes: Int)
  /// There are more bytes than the `limit` that the caller has set.
  case tooLong(limit: Int)
  /// The line is not UTF-8, first at byte `atByte`, counted from 0; `readLine` still gives it.
  case malformedText(atByte: Int)
}

extension BufferedReaderError {
  init(_ fault: BufferedInputFault) {
    switch fault {
    case .endOfStream(let count): self = .endOfStream(afterBytes: count)
    case .tooLong(let limit): self = .tooLong(limit: limit)
    case .malformedText(let offset): self = .malformedText(atByte: offset)
    }
  }
}

extension BufferedReaderError: Equatable where Failure: Equatable {}

extension BufferedReaderError: Hashable where Failure: Hashable {}

extension BufferedReaderError: CustomStringConvertible {
  /// One line: `end of stream after 3 bytes`.
  public var description: String {
    switch self {
    case .stream(let failure): "\(failure)"
    case .endOfStream(let count): "end of stream after \(count) bytes"
    case .tooLong(let limit): "longer than \(limit) bytes"
    case .malformedText(let offset): "not UTF-8 at byte \(offset)"
    }
  }
}
