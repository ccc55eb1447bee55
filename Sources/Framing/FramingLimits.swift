/// The sizes that decoders keep to where their user says nothing.
public enum FramingLimits {
  /// Bytes of a frame's content: 1 MiB.
  public static let frameBytesDefault = 1 << 20
}
