@testable import MessageFraming

/// A message as a program would have it.
struct Request: Codable, Equatable {
  struct Item: Codable, Equatable {
    var name: String
    var count: Int?
  }

  var id: Int
  var items: [Item] = []
  var labels: [String: Int] = [:]
}

/// A message whose type refuses it by an error of its own.
struct Refused: Codable {
  struct Secret: Error {}

  init() {}

  init(from decoder: any Decoder) throws { throw Secret() }

  func encode(to encoder: any Encoder) throws { throw Secret() }
}

extension MessageFault {
  /// The fault of reading a text as a request, as the third message; nil where there is none.
  static func reading(_ text: String) -> MessageFault? {
    var decoding = MessageDecoding<Request>(coding: MessageCoding())
    var fault: MessageFault?
    let messages = [#"{"id":1,"items":[],"labels":{}}"#, "{}", text]
    for message in messages {
      let bytes = Array(message.utf8)
      // SAFETY: a byte has no padding, so all of the array's memory is initialised.
      switch unsafe decoding.message(from: bytes.span.bytes) {
      case .success: fault = nil
      case .failure(let failure): fault = failure
      }
    }
    return fault
  }
}
