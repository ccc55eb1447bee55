internal import SocketAddresses

/// How the value of an option looks to the kernel.
public struct SocketOptionCoding<Value: Sendable>: Sendable {
  /// Room for a value that is read, in bytes: 0 to `Socket.optionBytesMax`.
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
  /// A C int; where the kernel gives a single byte, that byte.
  public static var integer: Self {
    Self(
      bytesMax: 4,
      encode: { value in
        var bytes: [UInt8] = []
        bytes.append(native: value)
        return bytes
      },
      decode: { bytes in
        switch bytes.byteCount {
        case 4...: bytes.load(at: 0, as: Int32.self)
        case 1: Int32(bytes.load(at: 0, as: UInt8.self))
        default: nil
        }
      }
    )
  }
}

extension SocketOptionCoding where Value == UInt32 {
  /// A C int whose bits are a number without sign, such as the index of an interface.
  public static var unsignedInteger: Self {
    .mapping(
      .integer,
      encode: { Int32(bitPattern: $0) },
      decode: { UInt32(bitPattern: $0) }
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
  /// Whole seconds in a C int, rounded up; a negative duration does not fit.
  public static var seconds: Self { .units(of: 1_000_000_000) }

  /// Whole milliseconds in a C int, rounded up; a negative duration does not fit.
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
  ///
  /// A negative duration does not fit, nor one of 2^31 seconds (68 years) or more.
  public static var timeValue: Self {
    Self(
      bytesMax: 16,
      encode: { duration in
        guard duration >= .zero, duration < .seconds(1 << 31) else { return nil }
        let microseconds = (Timeout.nanoseconds(duration) + 999) / 1000
        var bytes: [UInt8] = []
        bytes.append(native: microseconds / 1_000_000)
        bytes.append(native: microseconds % 1_000_000)
        return bytes
      },
      decode: { bytes in
        guard bytes.byteCount >= 16 else { return nil }
        return .seconds(bytes.load(at: 0, as: Int64.self))
          + .microseconds(bytes.load(at: 8, as: Int64.self))
      }
    )
  }
}

extension SocketOptionCoding where Value == String {
  /// Text that the kernel keeps in `bytesMax` bytes, the NUL that ends it among them.
  ///
  /// Longer text and text with a NUL in it do not fit. What is read need not end with a NUL; bytes
  /// that are no UTF-8 are replaced (U+FFFD).
  ///
  /// - Parameter bytesMax: room for the text and its NUL.
  /// - Returns: the coding.
  public static func text(bytesMax: Int) -> Self {
    Self(
      bytesMax: bytesMax,
      encode: { text in
        let bytes = Array(text.utf8)
        return bytes.count < bytesMax && !bytes.contains(0) ? bytes + [0] : nil
      },
      decode: { String(decoding: $0.array.prefix { $0 != 0 }, as: UTF8.self) }
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
