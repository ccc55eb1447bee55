// The same for what programs mostly have at hand.
extension BlockingByteStream where Self: ~Copyable {
  /// Writes all of an array; see `write(_:)` for spans.
  @available(*, noasync, message: "blocks")
  public borrowing func write(_ bytes: [UInt8]) throws(Failure) {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try unsafe write(bytes.span.bytes)
  }

  /// Writes all of a text as UTF-8; see `write(_:)` for spans.
  @available(*, noasync, message: "blocks")
  public borrowing func write(_ text: String) throws(Failure) {
    let bytes = text.utf8.span
    // SAFETY: a byte has no padding, so all of the text's memory is initialised.
    try unsafe write(bytes.bytes)
  }
}
