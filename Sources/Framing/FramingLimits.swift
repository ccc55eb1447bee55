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

  /// The nearest maximum that a format can have.
  static func maximumBytes(nearest bytes: Int) -> Int {
    min(max(bytes, 0), frameBytesMax)
  }
}
