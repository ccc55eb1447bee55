internal import CMeasuring
internal import Sockets

/// One call, again and again, alone on its thread.
///
/// Sends go to a UDP socket that nobody reads: once its queue is full, the kernel drops them
/// without an error. Receives look (`MSG_PEEK`) at one message that stays. So each turn is exactly
/// one call.
struct Calls {
  var run: Run

  /// Runs a mode and returns true, or returns false for one that is not its own.
  func measure() throws(SocketError) -> Bool {
    let mode = run.mode
    guard mode.hasPrefix("call-") else { return false }
    let start = measuring_now()
    switch mode.dropFirst(5) {
    case "send", "sendAll", "sendMessage", "sendMessage-control":
      try send(mode, CallSetting.make(.ipv4(.loopback, port: 0), size: run.size, isConnected: true))
    case "sendTo-ipv4":
      try sendTo(CallSetting.make(.ipv4(.loopback, port: 0), size: run.size))
    case "sendTo-ipv6":
      try sendTo(CallSetting.make(.ipv6(.loopback, port: 0), size: run.size))
    case "receive-over":
      try receiveOver(CallSetting.make(.ipv4(.loopback, port: 0), size: run.size))
    case "receive", "receiveMessage", "receiveMessage-control", "receiveFrom-ipv4":
      try receive(mode, CallSetting.make(.ipv4(.loopback, port: 0), size: run.size))
    case "receiveFrom-ipv6":
      try receive(mode, CallSetting.make(.ipv6(.loopback, port: 0), size: run.size))
    case "getOption", "setOption":
      try option(mode, CallSetting.make(.ipv4(.loopback, port: 0), size: run.size))
    default:
      return false
    }
    measuring_report(run.count, start)
    return true
  }

  private func send(_ mode: String, _ setting: borrowing CallSetting) throws(SocketError) {
    let bytes = [UInt8](repeating: 0x78, count: run.size)
    let span = unsafe bytes.span.bytes
    switch mode {
    case "call-send":
      for _ in 0..<run.count { try setting.client.send(span) }
    case "call-sendAll":
      for _ in 0..<run.count { try setting.client.sendAll(span) }
    case "call-sendMessage":
      for _ in 0..<run.count { try setting.client.sendMessage(span) }
    default:
      let source = PacketInformation(from: .v4(.loopback))
      for _ in 0..<run.count {
        try setting.client.sendMessage(span, control: [.packetInformation(source)])
      }
    }
  }

  private func sendTo(_ setting: borrowing CallSetting) throws(SocketError) {
    let bytes = [UInt8](repeating: 0x78, count: run.size)
    let span = unsafe bytes.span.bytes
    for _ in 0..<run.count { try setting.client.send(span, to: setting.peer) }
  }

  private func receive(_ mode: String, _ setting: borrowing CallSetting) throws(SocketError) {
    try withBuffer(run.size) { buffer throws(SocketError) in
      switch mode {
      case "call-receive":
        for _ in 0..<run.count {
          buffer.removeAll()
          _ = try setting.server.receive(into: &buffer, flags: .peek)
        }
      case "call-receiveMessage", "call-receiveMessage-control":
        try receiveMessages(mode, setting, &buffer)
      default:
        for _ in 0..<run.count {
          buffer.removeAll()
          _ = try setting.server.receiveFrom(into: &buffer, flags: .peek)
        }
      }
    }
  }

  /// `receive` over the bytes of a span that is full already.
  private func receiveOver(_ setting: borrowing CallSetting) throws(SocketError) {
    var bytes = [UInt8](repeating: 0, count: run.size)
    var span = bytes.mutableSpan
    var buffer = unsafe span.mutableBytes
    for _ in 0..<run.count { _ = try setting.server.receive(into: &buffer, flags: .peek) }
  }

  private func receiveMessages(
    _ mode: String,
    _ setting: borrowing CallSetting,
    _ buffer: inout OutputRawSpan
  ) throws(SocketError) {
    var control = ControlBuffer(capacity: mode == "call-receiveMessage" ? 0 : 256)
    var interfaceIndex: UInt32 = 0
    for _ in 0..<run.count {
      buffer.removeAll()
      _ = try setting.server.receiveMessage(into: &buffer, control: &control, flags: .peek)
      for message in control.messages {
        interfaceIndex = message.packetInformation?.interfaceIndex ?? interfaceIndex
      }
    }
  }

  private func option(_ mode: String, _ setting: borrowing CallSetting) throws(SocketError) {
    switch mode {
    case "call-getOption":
      for _ in 0..<run.count { _ = try setting.client[.receiveBufferBytes] }
    default:
      for _ in 0..<run.count { try setting.client.set(.reuseAddress, to: true) }
    }
  }
}

/// Two UDP sockets, a message waiting at the server.
struct CallSetting: ~Copyable {
  let client: Socket
  let server: Socket
  let peer: SocketAddress

  static func make(
    _ address: SocketAddress,
    size: Int,
    isConnected: Bool = false
  ) throws(SocketError) -> CallSetting {
    let server = try Ends.datagrams(address)
    let client = try Ends.datagrams(address)
    let peer = try server.localAddress
    if address.family == .inet { try server.set(.receivesPacketInformation, to: true) }
    try client.send([UInt8](repeating: 0x78, count: size), to: peer)
    if isConnected { try client.connect(to: peer) }
    return CallSetting(client: client, server: server, peer: peer)
  }
}
