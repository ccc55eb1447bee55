internal import ByteStreams

/// Frames that begin with their length.
///
/// A frame is: bytes of no concern to the format (`offset` of them, mostly none), a number, the
/// content. The number is the length of the content, or differs from it by a constant:
///
///     // A length of two bytes that counts itself.
///     LengthPrefixFormat(width: .two, adjustment: -2)
///     // A byte of flags, then the length of what follows.
///     LengthPrefixFormat(width: .three, offset: 1)
public struct LengthPrefixFormat: FrameFormat, Hashable {
  /// What is written before the length: as many bytes as the format says, at first zeros.
  ///
  /// What was received there is before the content of the frame that was found.
  public var preamble: [UInt8] {
    didSet { precondition(preamble.count == oldValue.count, "another number of bytes") }
  }
  let length: ContentLength

  /// Frames with their length in front.
  ///
  /// - Parameters:
  ///   - width: how the length is written.
  ///   - order: which of its bytes comes first, where there are several and their number is fixed.
  ///   - offset: how many bytes stand before it, at most `FramingLimits.offsetBytesMax`.
  ///   - adjustment: what is added to the number to get the bytes of content: negative where the
  ///     number counts more than the content, as itself.
  ///   - maximumBytes: how many bytes of content are allowed; less than 0 is 0, and more than the
  ///     number can say is that.
  public init(
    width: FieldWidth = .four,
    order: ByteOrder = .bigEndian,
    offset: Int = 0,
    adjustment: Int = 0,
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) {
    precondition((0...FramingLimits.offsetBytesMax).contains(offset), "an offset out of range")
    preamble = [UInt8](repeating: 0, count: offset)
    length = ContentLength(
      NumberField(width: width, order: order),
      adjustment: adjustment,
      maximumBytes: maximumBytes
    )
  }

  /// How many bytes of content are allowed: no more than the length can say.
  public var maximumBytes: Int { length.maximumBytes }

  /// A decoder of such frames.
  public func makeDecoder() -> LengthPrefixDecoder {
    LengthPrefixDecoder(self)
  }

  /// Appends the preamble and the length.
  ///
  /// - Throws: `.tooLong`; `.negativeLength` where the adjustment alone is more than the content.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    let number = try length.number(for: content.byteCount)
    output += preamble
    length.field.append(number, to: &output)
  }
}

extension FrameFormat where Self == LengthPrefixFormat {
  /// Frames with their length in front; see `LengthPrefixFormat.init`.
  public static func lengthPrefixed(
    width: FieldWidth = .four,
    order: ByteOrder = .bigEndian,
    offset: Int = 0,
    adjustment: Int = 0,
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) -> LengthPrefixFormat {
    LengthPrefixFormat(
      width: width,
      order: order,
      offset: offset,
      adjustment: adjustment,
      maximumBytes: maximumBytes
    )
  }
}
