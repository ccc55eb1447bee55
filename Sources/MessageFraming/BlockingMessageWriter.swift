public import ByteStreams
public import Framing

/// Writes one message after another to a stream: JSON in frames.
///
/// It is the twin of `MessageWriter` for threads.
///
/// What `write` was given the stream has when it returns. A message that cannot be written, or is
/// too long for its framing, is not written, and the next one may be.
///
///     var answers = BlockingMessageWriter(socket, of: Answer.self, framedBy: .lines())
///     try answers.write(answer)
public struct BlockingMessageWriter<
  Base: BlockingByteStream & ~Copyable,
  Message: Encodable,
  Format: FrameFormat
>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = MessageError<Base.Failure>

  /// What writes frames, with the stream to read from or to set up.
  public private(set) var frames: BlockingFrameWriter<Base, Format>

  private var encoding: MessageEncoding<Message>

  /// Takes over a stream; nothing is written yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - type: the type of the messages.
  ///   - format: how frames are written, and how long they may be. JSON as it is written here holds
  ///     no line endings, so lines will do.
  ///   - coding: how messages are written as JSON.
  public init(
    _ base: consuming Base,
    of type: Message.Type,
    framedBy format: Format,
    coding: MessageCoding = MessageCoding()
  ) {
    frames = BlockingFrameWriter(base, by: format)
    encoding = MessageEncoding(coding: coding)
  }

  /// Writes a message, and all that was collected before it.
  ///
  /// - Throws: `.stream`; `.framing` and `.message`, where nothing of it was written.
  @available(*, noasync, message: "blocks")
  public mutating func write(_ message: Message) throws(Failure) {
    try collect(message)
    try flush()
  }

  /// Puts a message behind those that were collected; where they do not fit into the buffer they
  /// are written, which may wait.
  ///
  /// - Throws: `.stream`; `.framing` and `.message`, where nothing of it was written.
  @available(*, noasync, message: "blocks")
  public mutating func collect(_ message: Message) throws(Failure) {
    let content = try content(of: message)
    do throws(FrameStreamError<Base.Failure>) {
      try frames.collect(content)
    } catch {
      throw Failure(error)
    }
  }

  /// Writes what was collected; nothing is no call.
  ///
  /// - Throws: `.stream`.
  @available(*, noasync, message: "blocks")
  public mutating func flush() throws(Failure) {
    do throws(FrameStreamError<Base.Failure>) { try frames.flush() } catch {
      throw Failure(error)
    }
  }

  /// Writes what was collected and ends the writing half of the stream: the peer reads to the end.
  ///
  /// - Throws: `.stream`.
  @available(*, noasync, message: "blocks")
  public mutating func finish() throws(Failure) {
    do throws(FrameStreamError<Base.Failure>) { try frames.finish() } catch {
      throw Failure(error)
    }
  }

  private mutating func content(of message: Message) throws(Failure) -> [UInt8] {
    do throws(MessageFault) { return try encoding.content(of: message) } catch {
      throw .message(error)
    }
  }
}
