/// Why a reader or a writer of frames could not do what it was asked for.
public enum FrameStreamError<Failure: Error>: Error {
  /// The stream beneath has failed. Where a reader's failure passes, as a timeout does, the same
  /// call may be made again and goes on where this one stopped.
  case stream(Failure)
  /// The bytes are no frame, or cannot be made one.
  ///
  /// A reader throws the same again in each later call; a writer has written nothing of the frame.
  case framing(FramingError)
}

extension FrameStreamError: Equatable where Failure: Equatable {}

extension FrameStreamError: Hashable where Failure: Hashable {}

extension FrameStreamError: CustomStringConvertible {
  /// One line: `frame longer than 512 bytes`.
  public var description: String {
    switch self {
    case .stream(let failure): "\(failure)"
    case .framing(let error): "\(error)"
    }
  }
}
