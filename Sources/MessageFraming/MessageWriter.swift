public import ByteStreams
public import Framing

/// Writes one message after another to a stream: JSON in frames.
///
/// It is the twin of `BlockingMessageWriter` for tasks.
///
/// What `write` was given the stream has when it returns. A message that cannot be written, or is
/// too long for its framing, is not written, and the next one may be.
///
///     var answers = MessageWriter(connection, of: Answer.self, framedBy: .lines())
///     try await answers.write(answer)
public struct MessageWriter<
  Base: ByteStream & ~Copyable,
  Message: Encodable,
  Format: FrameFormat
>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = MessageError<Base.Failure>

  /// What writes frames, with the stream to read from or to set up.
  public private(set) var frames: FrameWriter<Base, Format>

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
    frames = FrameWriter(base, by: format)
    encoding = MessageEncoding(coding: coding)
  }

  /// Writes a message, and all that was collected before it.
  ///
  /// - Throws: `.stream`; `.framing` and `.message`, where nothing of it was written.
  public mutating func write(_ message: Message) async throws(Failure) {
    try await collect(message)
    try await flush()
  }

  /// Puts a message behind those that were collected; where they do not fit into the buffer they
  /// are written, which may wait.
  ///
  /// - Throws: `.stream`; `.framing` and `.message`, where nothing of it was written.
  public mutating func collect(_ message: Message) async throws(Failure) {
    let content = try content(of: message)
    do throws(FrameStreamError<Base.Failure>) {
      try await frames.collect(content)
    } catch {
      throw Failure(error)
    }
  }

  /// Writes what was collected; nothing is no call.
  ///
  /// - Throws: `.stream`.
  public mutating func flush() async throws(Failure) {
    do throws(FrameStreamError<Base.Failure>) { try await frames.flush() } catch {
      throw Failure(error)
    }
  }

  /// Writes what was collected and ends the writing half of the stream: the peer reads to the end.
  ///
  /// - Throws: `.stream`.
  public mutating func finish() async throws(Failure) {
    do throws(FrameStreamError<Base.Failure>) { try await frames.finish() } catch {
      throw Failure(error)
    }
  }

  private mutating func content(of message: Message) throws(Failure) -> [UInt8] {
    do throws(MessageFault) { return try encoding.content(of: message) } catch {
      throw .message(error)
    }
  }
}
