internal import ByteStreams

/// Frames of a tag, a length and a value, which is the content.
///
/// Which tags there are is for the protocol to say: the decoder tells each one it has found.
public struct TagLengthValueFormat: FrameFormat, Hashable {
  /// The tag of the frames that are encoded from now on, at first 0.
  public var tag: UInt64 = 0
  let tagField: NumberField
  let length: ContentLength

  /// Frames of a tag, a length and a value.
  ///
  /// - Parameters:
  ///   - tagWidth: how the tag is written.
  ///   - lengthWidth: how the length of the value is written.
  ///   - order: which byte of both comes first, where there are several and their number is fixed.
  ///   - maximumBytes: how many bytes a value may have; less than 0 is 0, and more than the length
  ///     can say is that.
  public init(
    tagWidth: FieldWidth = .one,
    lengthWidth: FieldWidth = .two,
    order: ByteOrder = .bigEndian,
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) {
    tagField = NumberField(width: tagWidth, order: order)
    length = ContentLength(
      NumberField(width: lengthWidth, order: order),
      adjustment: 0,
      maximumBytes: maximumBytes
    )
  }

  /// How many bytes a value may have: no more than the length can say.
  public var maximumBytes: Int { length.maximumBytes }

  /// A decoder of such frames.
  public func makeDecoder() -> TagLengthValueDecoder {
    TagLengthValueDecoder(self)
  }

  /// Appends the tag and the length.
  ///
  /// - Throws: `.tooLong`; `.tagTooLarge`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    guard tag <= tagField.width.maximum else { throw .tagTooLarge }
    let number = try length.number(for: content.byteCount)
    tagField.append(tag, to: &output)
    length.field.append(number, to: &output)
  }
}

extension FrameFormat where Self == TagLengthValueFormat {
  /// Frames of a tag, a length and a value; see `TagLengthValueFormat.init`.
  public static func tagLengthValue(
    tagWidth: FieldWidth = .one,
    lengthWidth: FieldWidth = .two,
    order: ByteOrder = .bigEndian,
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) -> TagLengthValueFormat {
    TagLengthValueFormat(
      tagWidth: tagWidth,
      lengthWidth: lengthWidth,
      order: order,
      maximumBytes: maximumBytes
    )
  }
}
