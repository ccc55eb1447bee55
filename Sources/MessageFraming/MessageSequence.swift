public import ByteStreams
public import Framing

/// The messages of a stream; see `ByteStream.messages`.
///
/// What one iteration has taken the next does not get: it goes on behind it, also where the first
/// was left early or has met a message that is none.
public struct MessageSequence<
  Base: ByteStream,
  Message: Decodable,
  Decoder: FrameDecoder
>: AsyncSequence {
  /// A message.
  public typealias Element = Message

  /// What an iteration throws.
  public typealias Failure = MessageError<Base.Failure>

  let source: MessageSource<Base, Message, Decoder>

  /// Goes on with the message that comes next.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(source: source)
  }

  /// Reads one message after another.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let source: MessageSource<Base, Message, Decoder>

    /// The next message, waiting until all of it has come; nil where none follows.
    ///
    /// - Throws: `.stream` and `.message`, after which the iteration may go on; `.framing`.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Failure) -> Message? {
      try await source.messages.next()
    }
  }
}

extension ByteStream {
  /// The messages that come, JSON in frames, up to the end of the stream or of the format.
  ///
  ///     for try await request in connection.messages(of: Request.self, framedBy: .lines()) {
  ///       answer(request)
  ///     }
  ///
  /// - Parameters:
  ///   - type: the type of the messages.
  ///   - format: how frames lie in the stream, and how long they may be.
  ///   - coding: how messages are read from JSON.
  /// - Returns: a sequence that reads from the stream as it is iterated, in one task at a time.
  ///   What it has read and not given goes with it.
  public func messages<Message: Decodable, Decoder: FrameDecoder>(
    of type: Message.Type,
    framedBy format: some FrameFormat<Decoder>,
    coding: MessageCoding = MessageCoding()
  ) -> MessageSequence<Self, Message, Decoder> {
    let reader = MessageReader(self, of: type, framedBy: format, coding: coding)
    return MessageSequence(source: MessageSource(reader))
  }
}
