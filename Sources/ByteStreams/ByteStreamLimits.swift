/// The sizes that readers and writers keep to where their caller says nothing.
public enum ByteStreamLimits {
  /// Bytes of a reader's or a writer's buffer: 8192, as in Python's `makefile`.
  public static let bufferBytesDefault = 8192

  /// The largest buffer that a reader or a writer can be given: 16 MiB.
  ///
  /// A larger one saves no system calls that could be noticed.
  public static let bufferBytesMax = 16 << 20

  /// Bytes of a line with its ending: 64 KiB.
  ///
  /// No text protocol in wide use asks for more.
  public static let lineBytesDefault = 64 << 10

  /// Bytes that `read(atMost:)` makes room for, however many it is asked for: 1 MiB.
  public static let readBytesMax = 1 << 20

  /// Bytes of a piece that `chunks` gives at most: 64 KiB, as much as a read of a socket brings at
  /// full speed.
  public static let chunkBytesDefault = 64 << 10

  /// The nearest size that a buffer can have.
  static func bufferBytes(nearest bytes: Int) -> Int {
    min(max(bytes, 1), bufferBytesMax)
  }
}
