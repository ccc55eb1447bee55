internal import Foundation

/// The messages of the other direction.
struct MessageEncoding<Message: Encodable> {
  let coding: MessageCoding
  /// How many messages were given.
  private(set) var count = 0

  /// Writes a message as a frame's content.
  mutating func content(of message: Message) throws(MessageFault) -> [UInt8] {
    count += 1
    do {
      return [UInt8](try coding.encoder.encode(message))
    } catch {
      throw MessageFault(number: count, encoding: error)
    }
  }
}
