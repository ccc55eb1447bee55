// Text is searched as bytes: as characters, a colon before a combining mark would not be a colon.

extension Span<UInt8> {
  /// Where the byte is found first, `nil` if it is not there.
  func firstIndex(of byte: UInt8) -> Int? {
    for index in indices where self[index] == byte {
      return index
    }
    return nil
  }

  /// Whether the bytes begin with those of the text.
  func starts(with text: String) -> Bool {
    let prefix = text.utf8.span
    guard count >= prefix.count else { return false }
    for index in prefix.indices where self[index] != prefix[index] {
      return false
    }
    return true
  }
}
