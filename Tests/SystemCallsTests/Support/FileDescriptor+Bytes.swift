import CPlatform
import SystemCalls

// The calls under test with arrays instead of spans: the only unsafe code of these tests.
extension FileDescriptor {
  @discardableResult
  func send(_ bytes: [UInt8], flags: Int32 = 0) throws(Errno) -> Int {
    // SAFETY: bytes are initialised and have no padding; so everywhere below.
    try unsafe System.send(self, bytes.span.bytes, flags: flags)
  }

  @discardableResult
  func send(_ bytes: [UInt8], to address: [UInt8]) throws(Errno) -> Int {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.sendto(self, bytes.span.bytes, flags: 0, to: address.span.bytes)
  }

  @discardableResult
  func write(_ bytes: [UInt8]) throws(Errno) -> Int {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.write(self, bytes.span.bytes)
  }

  func receive(_ capacity: Int, flags: Int32 = 0) throws(Errno) -> Received {
    try Received(capacity: capacity) { buffer throws(Errno) in
      try System.recv(self, into: &buffer, flags: flags)
    }
  }

  /// Whether the other end is closed, and everything that it sent has been received.
  func isAtEnd() throws(Errno) -> Bool {
    do throws(Errno) {
      return try receive(1, flags: Int32(MSG_DONTWAIT)).count == 0
    } catch {
      guard error == .wouldBlock else { throw error }
      return false
    }
  }

  func receiveFrom(_ capacity: Int) throws(Errno) -> (received: Received, sender: [UInt8]) {
    var sender = [UInt8](repeating: 0, count: 128)
    var length = 0
    let received = try Received(capacity: capacity) { buffer throws(Errno) in
      var span = sender.mutableSpan
      // SAFETY: as in `send(_:flags:)`.
      var address = unsafe span.mutableBytes
      let result = try System.recvfrom(self, into: &buffer, flags: 0, from: &address)
      length = result.addressLength
      return result.count
    }
    return (received, Array(sender.prefix(length)))
  }

  func read(_ capacity: Int) throws(Errno) -> Received {
    try Received(capacity: capacity) { buffer throws(Errno) in
      try System.read(self, into: &buffer)
    }
  }

  func read(_ capacity: Int, at offset: Int64) throws(Errno) -> Received {
    try Received(capacity: capacity) { buffer throws(Errno) in
      try System.pread(self, into: &buffer, offset: offset)
    }
  }

  func readWithoutWaiting(_ capacity: Int, at offset: Int64) throws(Errno) -> Received {
    try Received(capacity: capacity) { buffer throws(Errno) in
      try System.preadWithoutWaiting(self, into: &buffer, offset: offset)
    }
  }

  @discardableResult
  func write(_ bytes: [UInt8], at offset: Int64) throws(Errno) -> Int {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.pwrite(self, bytes.span.bytes, offset: offset)
  }

  func bind(_ address: [UInt8]) throws(Errno) {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.bind(self, address.span.bytes)
  }

  func connect(_ address: [UInt8]) throws(Errno) {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.connect(self, address.span.bytes)
  }

  func accept(room: Int = 128) throws(Errno) -> Accepted {
    var peer = [UInt8](repeating: 0, count: room)
    var span = peer.mutableSpan
    // SAFETY: as in `send(_:flags:)`.
    var bytes = unsafe span.mutableBytes
    let accepted = try System.accept4(self, peer: &bytes)
    let length = accepted.addressLength
    return Accepted(descriptor: accepted.descriptor, peer: Array(peer.prefix(length)))
  }

  func localAddress(room: Int = 128) throws(Errno) -> [UInt8] {
    try filled(room) { bytes throws(Errno) in try System.getsockname(self, into: &bytes) }
  }

  func peerAddress(room: Int = 128) throws(Errno) -> [UInt8] {
    try filled(room) { bytes throws(Errno) in try System.getpeername(self, into: &bytes) }
  }

  func option(_ level: Int32, _ name: Int32, room: Int = 4) throws(Errno) -> [UInt8] {
    try filled(room) { bytes throws(Errno) in
      try System.getsockopt(self, level, name, into: &bytes)
    }
  }

  func setOption(_ level: Int32, _ name: Int32, _ value: [UInt8]) throws(Errno) {
    // SAFETY: as in `send(_:flags:)`.
    try unsafe System.setsockopt(self, level, name, value.span.bytes)
  }

  private func filled(
    _ room: Int,
    _ call: (inout MutableRawSpan) throws(Errno) -> Int
  ) throws(Errno) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: room)
    var span = bytes.mutableSpan
    // SAFETY: as in `send(_:flags:)`.
    var raw = unsafe span.mutableBytes
    let count = try call(&raw)
    return Array(bytes.prefix(count))
  }
}

/// An accepted socket with its peer's address.
struct Accepted: ~Copyable {
  let descriptor: FileDescriptor
  let peer: [UInt8]
}
