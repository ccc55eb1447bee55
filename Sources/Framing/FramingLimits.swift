/// The sizes that decoders keep to where their user says nothing.
public enum FramingLimits {
  /// Bytes of a frame's content: 1 MiB.
  public static let frameBytesDefault = 1 << 20

  /// Bytes of a line without its ending: 64 KiB.
  ///
  /// No text protocol in wide use asks for more.
  public static let lineBytesDefault = 64 << 10

  /// The largest maximum that a format can be given: 2⁴⁸ bytes.
  ///
  /// It is more than memory has, and what is added to it does not overflow.
  public static let frameBytesMax = 1 << 48

  /// How many bytes of no concern to the format may stand before a length: 64 KiB.
  public static let offsetBytesMax = 64 << 10

  /// The longest delimiter: 1 KiB.
  public static let delimiterBytesMax = 1 << 10

  /// Bytes of a body in chunks, all together: 64 MiB.
  ///
  /// It is given piece by piece and need not be held, but it should not go on for ever.
  public static let bodyBytesDefault = 64 << 20

  /// Bytes of the line before a chunk, with its ending: 4 KiB.
  ///
  /// Sixteen digits would do; the rest is extensions, which nobody is known to send.
  public static let chunkLineBytesMax = 4 << 10

  /// Bytes of all extensions of a body: 16 KiB.
  ///
  /// Without it a body of a byte a chunk could bring a line with each.
  public static let chunkExtensionBytesMax = 16 << 10

  /// Bytes of a trailer, with its line endings: 16 KiB.
  public static let trailerBytesMax = 16 << 10

  /// The nearest maximum that a format can have.
  static func maximumBytes(nearest bytes: Int) -> Int {
    min(max(bytes, 0), frameBytesMax)
  }
}
