import Sockets
import Testing

@testable import FTPClients

/// What keeps a control connection alive that is silent.
@Suite(.timeLimit(.minutes(5))) struct KeepAliveTests {
  @Test func `the kernel asks for a silent server`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn { $0.limits.keepAliveTime = .seconds(7) }
      let transport = client.control.transport
      #expect(try transport[.keepAlive])
      #expect(try transport[.keepAliveIdle] == .seconds(7))
      #expect(try transport[.keepAliveInterval] == .seconds(7))
      await client.quit()
    }
  }
}
