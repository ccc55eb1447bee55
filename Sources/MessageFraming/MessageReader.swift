public import ByteStreams
public import Framing

/// Reads one message after another from a stream: JSON in frames.
///
/// It is the twin of `BlockingMessageReader` for tasks.
///
/// How long a message may be is for its framing to say. A call that fails because of the stream has
/// taken nothing; one that fails because of a message has taken this message.
///
///     var requests = MessageReader(connection, of: Request.self, framedBy: .lines())
///     while let request = try await requests.next() { answer(request) }
public struct MessageReader<
  Base: ByteStream & ~Copyable,
  Message: Decodable,
  Decoder: FrameDecoder
>: ~Copyable {
  /// What its calls throw.
  public typealias Failure = MessageError<Base.Failure>

  /// What reads frames, with the stream to write to or to set up.
  public private(set) var frames: FrameReader<Base, Decoder>

  private var decoding: MessageDecoding<Message>

  /// Takes over a stream; nothing is read yet.
  ///
  /// - Parameters:
  ///   - base: the stream.
  ///   - type: the type of the messages.
  ///   - format: how frames lie in the stream, and how long they may be.
  ///   - coding: how messages are read from JSON.
  public init(
    _ base: consuming Base,
    of type: Message.Type,
    framedBy format: some FrameFormat<Decoder>,
    coding: MessageCoding = MessageCoding()
  ) {
    frames = FrameReader(base, by: format)
    decoding = MessageDecoding(coding: coding)
  }

  /// Reads the next message, waiting until all of it has come.
  ///
  /// - Returns: nil where no message follows.
  /// - Throws: `.stream`; `.framing`; `.message`, after which the next call goes on with the next
  ///   message.
  public mutating func next() async throws(Failure) -> Message? {
    guard let content = try await nextContent() else { return nil }
    do throws(MessageFault) { return try content.get() } catch { throw .message(error) }
  }

  private mutating func nextContent() async throws(Failure) -> Result<Message, MessageFault>? {
    do throws(FrameStreamError<Base.Failure>) {
      return try await frames.withNextFrame { content in decoding.message(from: content) }
    } catch {
      throw Failure(error)
    }
  }
}
