public import Framing

/// Why a message could not be read or written.
public enum MessageError<Failure: Error>: Error {
  /// The stream beneath has failed. Where a reader's failure passes, as a timeout does, the same
  /// call may be made again and goes on where this one stopped.
  case stream(Failure)
  /// The bytes are no frame, or the message makes none: it may be too long.
  case framing(FramingError)
  /// A frame has come and is no such message, or the message cannot be written. The next call goes
  /// on with the next message.
  case message(MessageFault)

  init(_ error: FrameStreamError<Failure>) {
    switch error {
    case .stream(let failure): self = .stream(failure)
    case .framing(let error): self = .framing(error)
    }
  }
}

extension MessageError: Equatable where Failure: Equatable {}

extension MessageError: Hashable where Failure: Hashable {}

extension MessageError: CustomStringConvertible {
  /// One line: `message 3: no "name" in items[2]`.
  public var description: String {
    switch self {
    case .stream(let failure): "\(failure)"
    case .framing(let error): "\(error)"
    case .message(let fault): "\(fault)"
    }
  }
}
