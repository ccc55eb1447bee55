import CPlatform
import SystemCalls
import TestSupport

@testable import EventLoops

/// A poller, and descriptors that it can wait for.
protocol PollerSubject {
  var poller: any Poller { get }

  /// A connection that has room to write, and nothing to read.
  func connect() throws -> any PolledConnection
}

/// What a poller is told of, and what makes it ready.
protocol PolledConnection {
  /// Nil once it is closed.
  var own: OwnedDescriptor? { get }

  func receive() throws
  func peerFinishes() throws
  func peerGoes() throws
  func close() throws
  /// Closes the descriptor, of which somebody has a duplicate.
  func closeWithDuplicate() throws
  /// What the peer sends after one of these two.
  func receiveClosed() throws
}

final class OwnedDescriptor: Sendable {
  let descriptor: FileDescriptor

  init(_ descriptor: consuming FileDescriptor) {
    self.descriptor = descriptor
  }
}

/// The kernel's.
struct EpollSubject: PollerSubject {
  let poller: any Poller

  init() throws(Errno) {
    poller = try EpollPoller()
  }

  func connect() throws -> any PolledConnection { try KernelConnection() }
}

final class KernelConnection: PolledConnection {
  private(set) var own: OwnedDescriptor?
  private var peer: OwnedDescriptor?
  private var duplicate: OwnedDescriptor?

  init() throws(Errno) {
    let pair = try System.socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    own = OwnedDescriptor(FileDescriptor(owning: dup(pair.first.number)))
    peer = OwnedDescriptor(FileDescriptor(owning: dup(pair.second.number)))
  }

  func receive() throws {
    guard let peer else { return }
    let byte: InlineArray<1, UInt8> = [7]
    // SAFETY: an integer's bytes are all initialised.
    _ = try unsafe System.send(peer.descriptor, byte.span.bytes, flags: 0)
  }

  func receiveClosed() throws {
    // With nobody at the other end it fails.
    try? receive()
  }

  func peerFinishes() throws {
    if let peer { try System.shutdown(peer.descriptor, Int32(SHUT_WR)) }
  }

  func peerGoes() { peer = nil }
  func close() { own = nil }

  func closeWithDuplicate() {
    if let own { duplicate = OwnedDescriptor(FileDescriptor(owning: dup(own.descriptor.number))) }
    own = nil
  }
}

/// The tests' own.
struct ScriptedSubject: PollerSubject {
  private let scripted = ScriptedPoller()
  var poller: any Poller { scripted }

  func connect() throws -> any PolledConnection { try ScriptedConnection(scripted) }
}

final class ScriptedConnection: PolledConnection {
  private(set) var own: OwnedDescriptor?
  private let poller: ScriptedPoller
  private let number: Int32
  private var token: UInt64?

  init(_ poller: ScriptedPoller) throws(Errno) {
    let descriptor = try System.eventfd()
    number = descriptor.number
    own = OwnedDescriptor(descriptor)
    self.poller = poller
    poller.tell(number, .writing)
  }

  func receive() { poller.tell(number, .reading) }
  func peerFinishes() { poller.tell(number, [.reading, .exceptional]) }
  func peerGoes() { poller.tell(number, [.reading, .writing, .exceptional]) }

  func close() {
    poller.forget(number)
    own = nil
  }

  func closeWithDuplicate() {
    token = poller.token(of: number)
    close()
  }

  func receiveClosed() {
    if let token { poller.tell(token: token, .reading) }
  }
}
