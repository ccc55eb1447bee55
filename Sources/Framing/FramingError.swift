/// Why bytes are no frame, or cannot be made one.
///
/// A decoder that has thrown throws the same error again: where the next frame would begin is not
/// known any more. Places are counted from 0 at the first byte of the frame.
public enum FramingError: Error, Hashable, Sendable {
  /// A frame has more content than `limitBytes`, or says that it has.
  case tooLong(limitBytes: Int)
  /// The stream ended in the middle of a frame, of which there are `afterBytes` bytes.
  case truncated(afterBytes: Int)
  /// A carriage return does not belong to the end of a line.
  case bareCarriageReturn(atByte: Int)
  /// A line feed stands without the carriage return that belongs before it.
  case bareLineFeed(atByte: Int)
  /// A length, or a tag, is not written as its format says.
  case malformedNumber(atByte: Int)
  /// A length says that there are less than no bytes.
  case negativeLength
  /// What must stand behind the content does not.
  case missingTerminator(atByte: Int)
  /// A line around the content, as of a chunk's extensions or a trailer, is not as its format says.
  case malformedLine(atByte: Int)
  /// The lines around the content are longer than `limitBytes`.
  case headerTooLong(limitBytes: Int)
  /// The content of a frame that shall be text is not UTF-8; this place is counted from the start
  /// of the content.
  case malformedText(atByte: Int)
  /// Content that was to be encoded holds what would end the frame; this place is counted from the
  /// start of the content.
  case containsDelimiter(atByte: Int)
  /// Content that was to be encoded has another size than all frames of the format.
  case wrongSize(expectedBytes: Int)
  /// Content that was to be encoded is empty, which means something else in the format.
  case emptyContent
  /// A tag that was to be encoded does not fit into its field.
  case tagTooLarge
}

extension FramingError: CustomStringConvertible {
  /// One line: `frame longer than 512 bytes`.
  public var description: String {
    switch self {
    case .tooLong(let limit): "frame longer than \(limit) bytes"
    case .truncated(let count): "end of stream after \(count) bytes of a frame"
    case .bareCarriageReturn(let offset): "carriage return inside a line at byte \(offset)"
    case .bareLineFeed(let offset): "line feed without carriage return at byte \(offset)"
    case .malformedNumber(let offset): "malformed number at byte \(offset)"
    case .negativeLength: "negative length"
    case .missingTerminator(let offset): "frame without its end at byte \(offset)"
    case .malformedLine(let offset): "malformed line at byte \(offset)"
    case .headerTooLong(let limit): "lines around the content longer than \(limit) bytes"
    case .malformedText(let offset): "not UTF-8 at byte \(offset)"
    case .containsDelimiter(let offset): "content with a delimiter at byte \(offset)"
    case .wrongSize(let count): "content of a size other than \(count) bytes"
    case .emptyContent: "empty content"
    case .tagTooLarge: "tag larger than its field"
    }
  }
}
