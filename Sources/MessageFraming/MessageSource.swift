internal import ByteStreams
internal import Framing

/// What the iterations of one sequence read from: iterators are copied, readers are not.
final class MessageSource<Base: ByteStream, Message: Decodable, Decoder: FrameDecoder> {
  var messages: MessageReader<Base, Message, Decoder>

  init(_ messages: consuming MessageReader<Base, Message, Decoder>) {
    self.messages = messages
  }
}
