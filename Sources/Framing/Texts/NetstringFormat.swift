internal import ByteStreams

/// Netstrings: the length in decimal digits, a colon, the content, a comma.
///
///     5:hello,
///
/// They are read as strictly as they are described (D. J. Bernstein, *Netstrings*, 1997): no digit
/// too many, and no other byte.
public struct NetstringFormat: FrameFormat, Hashable {
  /// How many bytes of content are allowed.
  public let maximumBytes: Int

  /// Netstrings.
  ///
  /// - Parameter maximumBytes: how many bytes of content are allowed; less than 0 is 0.
  public init(maximumBytes: Int = FramingLimits.frameBytesDefault) {
    self.maximumBytes = FramingLimits.maximumBytes(nearest: maximumBytes)
  }

  /// A decoder of netstrings.
  public func makeDecoder() -> NetstringDecoder {
    NetstringDecoder(self)
  }

  /// Appends the length and the colon.
  ///
  /// - Throws: `.tooLong`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    try checkLength(of: content)
    DecimalNumber.append(content.byteCount, to: &output)
    output.append(Self.colon)
  }

  /// Appends the comma.
  public func appendTrailer(for content: RawSpan, to output: inout [UInt8]) {
    output.append(Self.comma)
  }

  static let colon = UInt8(ascii: ":")
  static let comma = UInt8(ascii: ",")
}

extension FrameFormat where Self == NetstringFormat {
  /// Netstrings; see `NetstringFormat.init`.
  public static func netstrings(
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) -> NetstringFormat {
    NetstringFormat(maximumBytes: maximumBytes)
  }
}
