/// The UTF-8 bytes of a text.
func bytes(_ text: String) -> [UInt8] {
  Array(text.utf8)
}

/// Bytes as text, for comparison with what is expected: what is not UTF-8 is replaced.
func text(_ bytes: some Sequence<UInt8>) -> String {
  String(decoding: Array(bytes), as: UTF8.self)
}
