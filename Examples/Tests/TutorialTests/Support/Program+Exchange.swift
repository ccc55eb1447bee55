import Sockets

extension Program {
  /// The programs that serve streams.
  static let streams = allCases.filter { $0 != .udpHello }

  /// A request that each server answers, byte for byte; the file server needs a file `small`.
  var request: String {
    switch self {
    case .upper, .loopChat, .udpHello: "potato"
    case .reply: "地瓜地瓜!我是南瓜..."
    case .remoteCommand: "echo potato; echo 地瓜 >&2"
    case .framedCommand: "echo 地瓜"
    case .fileTransfer: "FileTransfer|get|small"
    }
  }

  /// What a client of the server at `port` sends and is to be sent in turn.
  private var exchange: [(send: String, receive: String)] {
    switch self {
    case .upper: [(request, "POTATO")]
    case .reply: [(request, "收到收到 我是地瓜!")]
    case .remoteCommand: [(request, "potato\n地瓜\n")]
    case .framedCommand: [(request, "ready|7"), ("start", "地瓜\n"), ("exit", "")]
    case .udpHello: [(request, "Hello, potato!")]
    case .loopChat:
      [("", "Hello,I am server!"), (request, "Loop_msg: potato!"), ("exit", "")]
    case .fileTransfer:
      [
        (request, "FileTransfer|get|ready|5"),
        ("FileTransfer|get|recv_ready", "small"),
      ]
    }
  }

  /// Is a client that does everything right, and throws where it is not served.
  func exchange(with port: UInt16, over socket: consuming Socket? = nil) throws {
    let socket = if let socket { socket } else { try Socket.connected(to: port) }
    for step in exchange {
      if !step.send.isEmpty { try socket.sendAll(step.send) }
      let answer = try socket.receiveText(like: step.receive)
      try require(answer, is: step.receive, "answer to \(step.send)")
    }
  }
}
