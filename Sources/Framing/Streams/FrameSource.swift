internal import ByteStreams

/// What the iterations of one sequence read from: iterators are copied, readers are not.
final class FrameSource<Base: ByteStream, Decoder: FrameDecoder> {
  /// What reads.
  var frames: FrameReader<Base, Decoder>

  /// Takes over a reader.
  init(_ frames: consuming FrameReader<Base, Decoder>) {
    self.frames = frames
  }
}
