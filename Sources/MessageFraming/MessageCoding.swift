public import Foundation

/// How messages are written as JSON and read from it.
///
/// The encoder and the decoder are made once, and set up as the two sides have agreed: dates, names
/// of keys, numbers that are infinite.
public struct MessageCoding {
  /// What writes.
  ///
  /// Its keys are sorted, so that a message always has the same bytes, and its slashes are written
  /// as they are.
  public let encoder: JSONEncoder
  /// What reads.
  public let decoder: JSONDecoder

  /// A coding of its own.
  public init() {
    encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    decoder = JSONDecoder()
  }
}
