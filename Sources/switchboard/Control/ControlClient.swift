import ByteStreams
import Framing
import MessageFraming
import SocketAddresses
import Sockets

/// Asks the server of a data folder.
struct ControlClient {
  /// The folder.
  let folder: DataFolder

  /// Asks, and waits for the answer.
  ///
  /// Blocks, for `ControlLimits.answerTime` at most each time.
  ///
  /// - Throws: `CommandFailure` where no server runs; what went wrong with one that does.
  func ask(_ request: ControlRequest) throws -> ControlAnswer {
    let socket = SharedSocket(try connect())
    var requests = BlockingMessageWriter(
      socket,
      of: ControlRequest.self,
      framedBy: .lines(maximumBytes: ControlLimits.requestBytesMax)
    )
    try requests.write(request)
    var answers = BlockingMessageReader(
      socket,
      of: ControlAnswer.self,
      framedBy: .lines(maximumBytes: ControlLimits.answerBytesMax)
    )
    guard let answer = try answers.next() else {
      throw CommandFailure("the server on \(folder.path) has hung up")
    }
    return answer
  }

  private func connect() throws -> Socket {
    guard let address = UnixAddress("unix:" + folder.controlSocket) else {
      throw CommandFailure(
        "\(folder.controlSocket) is longer than \(UnixAddress.pathBytesMax) bytes"
      )
    }
    do throws(SocketError) {
      let socket = try Socket(.unix, .stream)
      try socket.setTimeout(ControlLimits.answerTime)
      try socket.connect(to: SocketAddress(address))
      return socket
    } catch {
      guard error.code == .noSuchFile || error.code == .connectionRefused else { throw error }
      throw CommandFailure("no server runs on \(folder.path)")
    }
  }
}

extension ControlClient {
  /// Whether a server answers.
  var isServed: Bool {
    if case .sessions = try? ask(.sessions) { true } else { false }
  }
}
