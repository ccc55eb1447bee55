import EchoCommand
import Glibc
import NIOCore
import NIOPosix

/// SwiftNIO's bridge to Swift concurrency: a task for each connection reads and writes a
/// `NIOAsyncChannel`.
///
/// The tasks run on the event loops' threads, as NIO is made the global executor: its best case.
@main
enum NIOAsyncEcho {
  static func main() async throws {
    let command = EchoCommand()
    let termination = EchoCommand.exitOnTermination()
    NIOSingletons.groupLoopCountSuggestion = command.loops
    guard NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
    else {
      print("NIO cannot be the global executor here")
      exit(1)
    }
    let server = try await listen(command)
    command.announce(port: server.channel.localAddress?.port)
    try await serve(server)
    withExtendedLifetime(termination) {}
  }

  typealias Connection = NIOAsyncChannel<ByteBuffer, ByteBuffer>

  private static func listen(
    _ command: EchoCommand
  ) async throws -> NIOAsyncChannel<Connection, Never> {
    try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .bind(host: command.host, port: command.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try Connection(
            wrappingChannelSynchronously: channel,
            configuration: .init(isOutboundHalfClosureEnabled: true)
          )
        }
      }
  }

  private static func serve(_ server: NIOAsyncChannel<Connection, Never>) async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      try await server.executeThenClose { connections in
        for try await connection in connections {
          // A connection that fails ends alone.
          tasks.addTask { try? await echo(connection) }
        }
      }
    }
  }

  private static func echo(_ connection: Connection) async throws {
    try await connection.executeThenClose { inbound, outbound in
      for try await bytes in inbound { try await outbound.write(bytes) }
      outbound.finish()
      // What is written is sent before the end.
      try await connection.channel.closeFuture.get()
    }
  }
}
