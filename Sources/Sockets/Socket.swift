public import SocketAddresses
internal import Synchronization
package import SystemCalls

/// A socket: socket(2).
///
/// It is owned by one place at a time and closes when its owner ends.
///
/// Using a socket after it was closed, or closing it twice, does not compile. All calls borrow it,
/// so that several threads may use one socket at the same time, as they may in C; where an owner
/// must be shared, put it into a `SharedSocket`.
///
/// Every socket that this library makes is close-on-exec from birth, and no send raises SIGPIPE.
///
/// Calls block by the socket's timeout (`setTimeout`), which a new socket does not have: it waits
/// for as long as it takes. All that may block is refused in `async` code, where it would hold one
/// of the few threads of Swift's pool.
public struct Socket: ~Copyable, Sendable {
  package let descriptor: FileDescriptor
  /// What kind of addresses it has.
  public let family: AddressFamily
  /// How it carries data; `SOCK_NONBLOCK` and `SOCK_CLOEXEC` are never part of it.
  public let type: SocketType
  /// The protocol as it was asked for, or as the kernel tells of an adopted socket.
  public let protocolNumber: ProtocolNumber
  /// The timeout in nanoseconds, or `Timeout.none`.
  ///
  /// Relaxed: no other memory hangs on it.
  let timeoutNanoseconds: Atomic<Int64>

  /// Opens a socket: socket(2) with `SOCK_CLOEXEC`.
  ///
  /// - Parameters:
  ///   - family: what kind of addresses it has.
  ///   - type: how it carries data; `SOCK_NONBLOCK` beside it sets the timeout to zero.
  ///   - protocolNumber: `.automatic` takes the family's usual one for the type.
  /// - Throws: `.addressFamilyNotSupported`, `.socketTypeNotSupported`, `.protocolNotSupported`;
  ///   `.notPermitted` (raw sockets need `CAP_NET_RAW`); `.tooManyOpenFiles`,
  ///   `.tooManyOpenFilesInSystem`, `.noBufferSpace`, `.noMemory`; others of socket(2).
  public init(
    _ family: AddressFamily,
    _ type: SocketType,
    protocol protocolNumber: ProtocolNumber = .automatic
  ) throws(SocketError) {
    do throws(Errno) {
      let descriptor = try System.socket(
        family.rawValue,
        type.rawValue,
        protocolNumber.rawValue
      )
      self.init(descriptor, family, type, protocolNumber)
    } catch {
      throw SocketError(Code(error), operation: .open)
    }
  }

  package init(
    _ descriptor: consuming FileDescriptor,
    _ family: AddressFamily,
    _ type: SocketType,
    _ protocolNumber: ProtocolNumber,
    timeoutNanoseconds: Int64? = nil
  ) {
    self.descriptor = descriptor
    self.family = family
    self.type = type.withoutFlags
    self.protocolNumber = protocolNumber
    let initial = type.asksNonBlocking ? Timeout.zero : Timeout.none
    self.timeoutNanoseconds = Atomic(timeoutNanoseconds ?? initial)
  }

  typealias Code = SocketError.Code

  /// The number the kernel knows the socket by, for calls that this library does not have.
  ///
  /// It is valid for as long as the socket lives. Do not close it, and do not change `O_NONBLOCK`,
  /// which `setTimeout` looks after.
  public var fileDescriptor: Int32 { descriptor.number }

  /// Makes a second socket for the same open socket: fcntl(2) `F_DUPFD_CLOEXEC`.
  ///
  /// It has the same family, type, protocol and timeout. Both share what the kernel keeps by open
  /// file: options, and whether calls block (`O_NONBLOCK`), so set the timeouts of both alike.
  ///
  /// - Returns: the second socket; the connection ends when both are closed.
  /// - Throws: `.tooManyOpenFiles`.
  public func duplicate() throws(SocketError) -> Socket {
    do throws(Errno) {
      return Socket(
        try System.duplicate(descriptor),
        family,
        type,
        protocolNumber,
        timeoutNanoseconds: timeoutNanoseconds.load(ordering: .relaxed)
      )
    } catch {
      throw SocketError(Code(error), operation: .duplicate)
    }
  }

  /// Whether programs that this one starts inherit the socket: fcntl(2) `FD_CLOEXEC` not set.
  ///
  /// Never, unless `setInheritable` said so or it was adopted as such.
  public var isInheritable: Bool {
    get throws(SocketError) {
      do throws(Errno) { return try System.isInheritable(descriptor) } catch {
        throw SocketError(Code(error), operation: .getOption)
      }
    }
  }

  /// Lets programs that this one starts inherit the socket, or keeps them from it.
  public func setInheritable(_ isInheritable: Bool) throws(SocketError) {
    do throws(Errno) { try System.setInheritable(descriptor, isInheritable) } catch {
      throw SocketError(Code(error), operation: .setOption)
    }
  }

  /// Closes the socket and says what close(2) said; letting go of the socket closes it silently.
  ///
  /// The socket is gone whatever the answer. A connection whose peer has reset it closes without an
  /// error. Bytes that the kernel has taken are still sent, and close waits for nothing, unless the
  /// option `.linger` says otherwise.
  ///
  /// - Throws: what close(2) reports: `EIO`, or `.interrupted` while it lingered.
  public consuming func close() throws(SocketError) {
    do throws(Errno) { try descriptor.close() } catch {
      guard error != .connectionReset else { return }
      throw SocketError(Code(error), operation: .close)
    }
  }

  /// Gives up the socket without closing it.
  ///
  /// `O_NONBLOCK` stays as the timeout had it.
  ///
  /// - Returns: its descriptor, which the caller closes.
  public consuming func detach() -> Int32 {
    descriptor.detach()
  }
}
