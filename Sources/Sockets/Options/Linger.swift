internal import SocketAddresses

/// What closing a stream does with bytes that are not sent yet: `struct linger` of socket(7).
public struct Linger: Hashable, Sendable {
  /// Whether it does anything unusual.
  public var isOn: Bool
  /// How long the close waits for the bytes to be sent, in seconds, not negative.
  ///
  /// 0 throws them away and resets the connection. Without `isOn` it has no meaning.
  public var seconds: Int32

  /// What closing does.
  public init(isOn: Bool, seconds: Int32) {
    self.isOn = isOn
    self.seconds = seconds
  }

  /// The default: the close returns at once, and the kernel sends what is left.
  public static let off = Linger(isOn: false, seconds: 0)
  /// The close drops what is left and resets the connection (RST).
  public static let reset = Linger(isOn: true, seconds: 0)
}

extension SocketOptionCoding where Value == Linger {
  /// `struct linger`: two C ints.
  ///
  /// Negative seconds do not fit: the kernel would take them for a very long time.
  public static var linger: Self {
    Self(
      bytesMax: 8,
      encode: { linger in
        guard linger.seconds >= 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.append(native: Int32(linger.isOn ? 1 : 0))
        bytes.append(native: linger.seconds)
        return bytes
      },
      decode: { bytes in
        guard bytes.byteCount >= 8 else { return nil }
        return Linger(
          isOn: bytes.load(at: 0, as: Int32.self) != 0,
          seconds: bytes.load(at: 4, as: Int32.self)
        )
      }
    )
  }
}
