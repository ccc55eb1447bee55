package import AsyncSockets
internal import EventLoops
internal import FTPProtocol
package import SocketAddresses

// What a look at a server from outside needs, and a session for files does not.
extension FTPClient {
  /// Sends any command that needs no data connection, whatever it does to the session.
  ///
  /// The session's own idea of its state stays as it was: whoever sends USER, PROT or PORT by it
  /// does not transfer anything afterwards.
  ///
  /// - Parameter command: the line without its ending; it is reported, and so holds no secret.
  /// - Returns: the final reply, whatever it says.
  /// - Throws: `.unusableArgument` where it holds CR, LF or NUL.
  package func probe(_ command: String) async throws(FTPClientError) -> FTPServerReply {
    try await perform { () async throws(FTPClientError) in
      FTPServerReply(try await exchange(try Self.line(command)))
    }
  }

  /// Asks what the server can do: FEAT.
  ///
  /// - Returns: its answer, which may be that it does not tell.
  package func probeFeatures() async throws(FTPClientError) -> FTPFeatures {
    try await perform { () async throws(FTPClientError) in
      let reply = try await exchange(CommandLine("FEAT"))
      return reply.code == 211 ? FTPFeatures(reply) : FTPFeatures()
    }
  }

  /// Asks for a passive data connection, which is not made: PASV or EPSV.
  ///
  /// - Parameter isExtended: EPSV.
  /// - Returns: the reply, and what it names: nil where it names nothing, and the control
  ///   connection's peer for EPSV, which has a port alone.
  /// - Throws: what ends the session; a refusal does not.
  package func probePassive(
    isExtended: Bool
  ) async throws(FTPClientError) -> (reply: FTPServerReply, address: SocketAddress?) {
    try await perform { () async throws(FTPClientError) in
      let reply = try await exchange(CommandLine(isExtended ? "EPSV" : "PASV"))
      let named: SocketAddress? =
        if isExtended {
          reply.extendedPassivePort.map(peerAddress.withPort)
        } else {
          reply.passiveAddress.map { SocketAddress($0.address, port: $0.port) }
        }
      return (FTPServerReply(reply), named)
    }
  }

  /// Gives the control connection away, before or after a command that changes what is spoken on
  /// it.
  ///
  /// The session has ended then.
  ///
  /// - Parameter command: as AUTH TLS; nil is none.
  /// - Returns: the connection, which the caller closes; nil where the server has refused.
  /// - Throws: as `probe`.
  package func giveAway(
    after command: String?
  ) async throws(FTPClientError) -> TCPConnection? {
    if let command {
      let reply = try await probe(command)
      guard reply.isSuccess else { return nil }
    }
    abandon()
    return control.transport
  }

  private static func line(_ command: String) throws(FTPClientError) -> CommandLine {
    let words = command.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    guard FTPPath(command).isSendable, let verb = words.first, !verb.isEmpty else {
      throw .unusableArgument("no command of FTP: \"\(FTPPath(command))\"")
    }
    guard words.count == 2 else { return CommandLine(String(verb)) }
    return CommandLine(String(verb), String(words[1]))
  }
}
