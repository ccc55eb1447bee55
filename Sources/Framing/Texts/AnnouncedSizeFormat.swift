internal import ByteStreams

/// Content whose size is announced in text, `ready|1024`, and which comes when the receiver has
/// nodded.
///
/// Nothing ends the digits: the sender waits behind them until it is told to go on. When they are
/// whole, only time tells: the receiver nods when no more have come for a while, and says so to the
/// decoder (`AnnouncedSizeDecoder.acknowledge`), from where on all that comes is content.
///
/// The writer's side is the same: `appendHeader`, wait for the nod, write the content.
public struct AnnouncedSizeFormat: FrameFormat, Hashable {
  /// What stands before the size.
  public let prefix: [UInt8]
  /// How many bytes may be announced.
  public let maximumBytes: Int

  /// Announced content.
  ///
  /// - Parameters:
  ///   - word: what stands before the size with a bar behind it.
  ///   - maximumBytes: how many bytes may be announced; less than 0 is 0.
  public init(word: String = "ready", maximumBytes: Int = FramingLimits.frameBytesDefault) {
    prefix = Array(word.utf8) + [UInt8(ascii: "|")]
    self.maximumBytes = FramingLimits.maximumBytes(nearest: maximumBytes)
  }

  /// A decoder of announced content.
  public func makeDecoder() -> AnnouncedSizeDecoder {
    AnnouncedSizeDecoder(self)
  }

  /// Appends the announcement.
  ///
  /// - Throws: `.tooLong`.
  public func appendHeader(
    for content: RawSpan,
    to output: inout [UInt8]
  ) throws(FramingError) {
    try checkLength(of: content)
    output += prefix
    DecimalNumber.append(content.byteCount, to: &output)
  }
}

extension FrameFormat where Self == AnnouncedSizeFormat {
  /// Content whose size is announced; see `AnnouncedSizeFormat.init`.
  public static func announcedSize(
    word: String = "ready",
    maximumBytes: Int = FramingLimits.frameBytesDefault
  ) -> AnnouncedSizeFormat {
    AnnouncedSizeFormat(word: word, maximumBytes: maximumBytes)
  }
}
