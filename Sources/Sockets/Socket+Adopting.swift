internal import CPlatform
public import SocketAddresses
public import SystemCalls

extension Socket {
  /// Takes over an open socket by its number.
  ///
  /// What is not given is asked of the kernel: `SO_DOMAIN`, `SO_TYPE` and `SO_PROTOCOL`. What is
  /// given is believed. The timeout is none and nothing about the descriptor is changed: where
  /// `O_NONBLOCK` was set, calls that would wait throw `.wouldBlock` until `setTimeout`; whether it
  /// is inherited stays as it was.
  ///
  /// - Parameters:
  ///   - number: a socket that nothing else closes from now on. Where this throws it is still open
  ///     and still the caller's.
  ///   - family: nil asks the kernel.
  ///   - type: nil asks the kernel; `SOCK_NONBLOCK` beside it sets the timeout to zero.
  ///   - protocolNumber: nil asks the kernel, which tells of the real one: 6 for TCP.
  /// - Returns: the socket.
  /// - Throws: `.badFileDescriptor`, `.notSocket`, whatever is given; `.unusableArgument` for a
  ///   negative number.
  public static func adopt(
    _ number: Int32,
    family: AddressFamily? = nil,
    type: SocketType? = nil,
    protocol protocolNumber: ProtocolNumber? = nil
  ) throws(SocketError) -> Socket {
    guard number >= 0 else { throw SocketError(.unusableArgument, operation: .adopt) }
    let descriptor = FileDescriptor(owning: number)
    do throws(Errno) {
      let identity = try identity(of: descriptor, family, type, protocolNumber)
      return Socket(descriptor, identity.family, identity.type, identity.protocolNumber)
    } catch {
      // The number is still the caller's: it must not close together with this value.
      _ = descriptor.detach()
      throw SocketError(Code(error), operation: .adopt)
    }
  }

  /// Takes over a descriptor that this program owns; else as `adopt` by number.
  ///
  /// Where this throws the descriptor is closed.
  public static func adopt(
    _ descriptor: consuming FileDescriptor,
    family: AddressFamily? = nil,
    type: SocketType? = nil,
    protocol protocolNumber: ProtocolNumber? = nil
  ) throws(SocketError) -> Socket {
    do throws(Errno) {
      let identity = try identity(of: descriptor, family, type, protocolNumber)
      return Socket(descriptor, identity.family, identity.type, identity.protocolNumber)
    } catch {
      throw SocketError(Code(error), operation: .adopt)
    }
  }

  private typealias Identity = (
    family: AddressFamily, type: SocketType, protocolNumber: ProtocolNumber
  )

  /// Family, type and protocol of a descriptor, those given or the kernel's.
  private static func identity(
    of descriptor: borrowing FileDescriptor,
    _ family: AddressFamily?,
    _ type: SocketType?,
    _ protocolNumber: ProtocolNumber?
  ) throws(Errno) -> Identity {
    // Asked even where it is given: the answer tells whether the descriptor is a socket at all.
    let foundFamily = try integer(SO_DOMAIN, of: descriptor)
    let foundType = if let type { type.rawValue } else { try integer(SO_TYPE, of: descriptor) }
    let foundProtocol =
      if let protocolNumber { protocolNumber.rawValue } else {
        try integer(SO_PROTOCOL, of: descriptor)
      }
    return (
      family ?? AddressFamily(rawValue: foundFamily),
      SocketType(rawValue: foundType),
      ProtocolNumber(rawValue: foundProtocol)
    )
  }

  /// An option of level `SOL_SOCKET` that is a C int.
  static func integer(
    _ name: Int32,
    of descriptor: borrowing FileDescriptor
  ) throws(Errno) -> Int32 {
    var value: InlineArray<1, Int32> = [0]
    var span = value.mutableSpan
    // SAFETY: every byte of an integer is initialised, and any bytes are an integer.
    var bytes = unsafe span.mutableBytes
    _ = try System.getsockopt(descriptor, SOL_SOCKET, name, into: &bytes)
    return value[0]
  }
}
