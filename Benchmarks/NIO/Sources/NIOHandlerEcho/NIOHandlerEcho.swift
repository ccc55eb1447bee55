import EchoCommand
import NIOCore
import NIOPosix

/// SwiftNIO as its own examples use it: a channel handler on an event loop.
@main
enum NIOHandlerEcho {
  static func main() throws {
    let command = EchoCommand()
    let termination = EchoCommand.exitOnTermination()
    let server = try ServerBootstrap(
      group: MultiThreadedEventLoopGroup(numberOfThreads: command.loops)
    )
    .serverChannelOption(.backlog, value: 4096)
    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    .childChannelOption(.maxMessagesPerRead, value: 16)
    .childChannelOption(.allowRemoteHalfClosure, value: true)
    .childChannelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandlers([BackPressureHandler(), EchoHandler()])
      }
    }
    .bind(host: command.host, port: command.port)
    .wait()
    command.announce(port: server.localAddress?.port)
    try server.closeFuture.wait()
    withExtendedLifetime(termination) {}
  }
}

/// Writes back what it reads, and flushes once a turn.
final class EchoHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    context.write(data, promise: nil)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.flush()
  }

  /// Closes once all is sent, after the peer has ended its side; closing the output at once would
  /// drop what is not.
  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard case ChannelEvent.inputClosed = event else {
      return context.fireUserInboundEventTriggered(event)
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
