/// How the value of an option looks to the kernel.
public struct SocketOptionCoding<Value: Sendable>: Sendable {
  /// Room for a value that is read, in bytes.
  public let bytesMax: Int
  /// A value as the kernel takes it; nil where it does not fit.
  public let encode: @Sendable (Value) -> [UInt8]?
  /// A value out of what the kernel gave; nil where that is none.
  public let decode: @Sendable (RawSpan) -> Value?

  /// A coding of one's own.
  public init(
    bytesMax: Int,
    encode: @escaping @Sendable (Value) -> [UInt8]?,
    decode: @escaping @Sendable (RawSpan) -> Value?
  ) {
    self.bytesMax = bytesMax
    self.encode = encode
    self.decode = decode
  }
}

extension SocketOptionCoding where Value == Int32 {
  /// A C int.
  public static var integer: Self {
    Self(
      bytesMax: 4,
      encode: { value in
        var bytes: [UInt8] = []
        bytes.append(native: value)
        return bytes
      },
      // The kernel gives some options as a single byte, when asked for one.
      decode: { $0.byteCount >= 4 ? $0.native(Int32.self, at: 0) : nil }
    )
  }
}

extension SocketOptionCoding where Value == Bool {
  /// A C int that is 0 or not.
  public static var boolean: Self {
    .mapping(.integer, encode: { $0 ? 1 : 0 }, decode: { $0 != 0 })
  }
}

extension SocketOptionCoding where Value == Duration {
  /// Whole seconds in a C int, rounded up.
  public static var seconds: Self { .units(of: 1_000_000_000) }

  /// Whole milliseconds in a C int, rounded up.
  public static var milliseconds: Self { .units(of: 1_000_000) }

  private static func units(of nanoseconds: Int64) -> Self {
    .mapping(
      .integer,
      encode: { duration in
        guard duration >= .zero else { return nil }
        let whole = Timeout.nanoseconds(duration)
        let (quotient, remainder) = whole.quotientAndRemainder(dividingBy: nanoseconds)
        return Int32(exactly: quotient + (remainder == 0 ? 0 : 1))
      },
      decode: { .nanoseconds(Int64($0) * nanoseconds) }
    )
  }

  /// `struct timeval`: seconds and microseconds, rounded up; zero is no limit.
  public static var timeValue: Self {
    Self(
      bytesMax: 16,
      encode: { duration in
        guard duration >= .zero, duration < .seconds(Int64(Int32.max)) else { return nil }
        let microseconds = (Timeout.nanoseconds(duration) + 999) / 1000
        var bytes: [UInt8] = []
        bytes.append(native: microseconds / 1_000_000)
        bytes.append(native: microseconds % 1_000_000)
        return bytes
      },
      decode: { bytes in
        guard bytes.byteCount >= 16 else { return nil }
        return .seconds(bytes.native(Int64.self, at: 0))
          + .microseconds(bytes.native(Int64.self, at: 8))
      }
    )
  }
}

extension SocketOptionCoding where Value == String {
  /// Text of at most `bytesMax` bytes with the NUL that ends it.
  public static func text(bytesMax: Int) -> Self {
    Self(
      bytesMax: bytesMax,
      encode: { text in
        let bytes = Array(text.utf8)
        return bytes.count < bytesMax && !bytes.contains(0) ? bytes + [0] : nil
      },
      decode: { String(decoding: $0.copied().prefix { $0 != 0 }, as: UTF8.self) }
    )
  }
}

extension SocketOptionCoding {
  /// The coding of a value that is another value in disguise.
  static func mapping<Base>(
    _ base: SocketOptionCoding<Base>,
    encode: @escaping @Sendable (Value) -> Base?,
    decode: @escaping @Sendable (Base) -> Value?
  ) -> Self {
    Self(
      bytesMax: base.bytesMax,
      encode: { value in encode(value).flatMap(base.encode) },
      decode: { bytes in base.decode(bytes).flatMap(decode) }
    )
  }
}
