import SystemCalls

// The message calls with arrays instead of spans.
extension FileDescriptor {
  @discardableResult
  func sendMessage(
    _ bytes: [UInt8],
    control: [UInt8] = [],
    to address: [UInt8] = [],
    flags: Int32 = 0
  ) throws(Errno) -> Int {
    // SAFETY: bytes are initialised and have no padding; so everywhere below.
    try unsafe System.sendmsg(
      self,
      bytes.span.bytes,
      control: control.span.bytes,
      to: address.span.bytes,
      flags: flags
    )
  }

  @discardableResult
  func sendMessage(
    gathering buffers: [[UInt8]],
    control: [UInt8] = [],
    to address: [UInt8] = [],
    flags: Int32 = 0
  ) throws(Errno) -> Int {
    // SAFETY: as above.
    try unsafe System.sendmsg(
      self,
      gathering: buffers,
      control: control.span.bytes,
      to: address.span.bytes,
      flags: flags
    )
  }

  func receiveMessage(
    _ capacity: Int,
    controlRoom: Int = 0,
    addressRoom: Int = 0,
    flags: Int32 = 0
  ) throws(Errno) -> ReceivedMessage {
    var message = ReceivedMessage(controlRoom: controlRoom, addressRoom: addressRoom)
    var header = MessageHeader()
    let received = try Received(capacity: capacity) { buffer throws(Errno) in
      header = try message.withRooms { (control, address) throws(Errno) in
        try System.recvmsg(self, into: &buffer, control: &control, from: &address, flags: flags)
      }
      return header.count
    }
    message.finish(header, received.bytes)
    return message
  }

  func receiveMessage(
    scattering buffers: inout [[UInt8]],
    controlRoom: Int = 0,
    addressRoom: Int = 0,
    flags: Int32 = 0
  ) throws(Errno) -> ReceivedMessage {
    var message = ReceivedMessage(controlRoom: controlRoom, addressRoom: addressRoom)
    let header = try message.withRooms { (control, address) throws(Errno) in
      try System.recvmsg(
        self,
        scattering: &buffers,
        control: &control,
        from: &address,
        flags: flags
      )
    }
    message.finish(header, [])
    return message
  }
}

/// What a message call left in its buffers, cut to what it said.
struct ReceivedMessage {
  var header = MessageHeader()
  var bytes: [UInt8] = []
  var control: [UInt8]
  var address: [UInt8]

  init(controlRoom: Int, addressRoom: Int) {
    control = [UInt8](repeating: 0xAA, count: controlRoom)
    address = [UInt8](repeating: 0xAA, count: addressRoom)
  }

  mutating func withRooms<R>(
    _ call: (_ control: inout MutableRawSpan, _ address: inout MutableRawSpan) throws(Errno) -> R
  ) throws(Errno) -> R {
    var control = self.control
    var address = self.address
    defer { (self.control, self.address) = (control, address) }
    var controlSpan = control.mutableSpan
    var addressSpan = address.mutableSpan
    // SAFETY: bytes are initialised and have no padding.
    var controlBytes = unsafe controlSpan.mutableBytes
    var addressBytes = unsafe addressSpan.mutableBytes
    return try call(&controlBytes, &addressBytes)
  }

  mutating func finish(_ header: MessageHeader, _ bytes: [UInt8]) {
    self.header = header
    self.bytes = bytes
    control.removeSubrange(header.controlLength...)
    address.removeSubrange(header.addressLength...)
  }
}
