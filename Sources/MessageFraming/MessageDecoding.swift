internal import Foundation

/// The messages of one direction: counts them, and gives errors their number.
struct MessageDecoding<Message: Decodable> {
  let coding: MessageCoding
  /// How many messages have come.
  private(set) var count = 0

  /// Reads a message from a frame's content.
  mutating func message(from content: RawSpan) -> Result<Message, MessageFault> {
    count += 1
    // SAFETY: the pointer is used inside the closure only, and the data is a copy.
    let data = unsafe content.withUnsafeBytes { bytes in unsafe Data(bytes) }
    do {
      return .success(try coding.decoder.decode(Message.self, from: data))
    } catch {
      return .failure(MessageFault(number: count, decoding: error))
    }
  }
}
