import EventLoops
import FTPClients
import FTPServers
import Sockets
import TestSupport
import Testing

/// Downloads and uploads at our own server.
@Suite(.timeLimit(.minutes(5))) struct TransferTests {
  private static let securities: [FTPSecurity] = [.none, .explicitTLS]
  private static let large = pattern(50_000_000)

  @Test(arguments: securities)
  func `50 MB cross in both directions`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      try await client.upload(Self.large, to: "a", pieces: 1 << 20)
      #expect(running.content(of: "a") == Self.large)
      #expect(try await client.contents(of: "a") == Self.large)
      await client.quit()
    }
  }

  @Test func `a task on the loop does the same`() async throws {
    try await RunningServer.run { running in
      let count = try await running.loop.run {
        let client = try await running.logIn()
        try await client.upload(pattern(3_000_000), to: "a")
        let count = try await client.download("a") { _ in }
        await client.quit()
        return count
      }
      #expect(count == 3_000_000)
    }
  }

  @Test(arguments: securities)
  func `empty files cross`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      #expect(try await client.upload([], to: "a") == 0)
      #expect(running.content(of: "a") == [])
      #expect(try await client.contents(of: "a") == [])
      #expect(try await client.makeDirectory("d") == "/d")
      #expect(try await client.list("d").entries == [])
      await client.quit()
    }
  }

  @Test(arguments: securities)
  func `transfers go on where they were cut`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      try running.write(pattern(1000), to: "a")
      #expect(try await client.contents(of: "a", from: 400) == Array(pattern(1000)[400...]))
      #expect(try await client.contents(of: "a", from: 1000) == [])
      #expect(await failure { try await client.contents(of: "a", from: 1001) }?.replyCode == 554)
      try await client.upload([1, 2], to: "a", .from(3))
      #expect(running.content(of: "a") == Array(pattern(3)) + [1, 2])
      try await client.upload([4], to: "a", .append)
      #expect(running.content(of: "a") == Array(pattern(3)) + [1, 2, 4])
      #expect(client.isOpen)
      await client.quit()
    }
  }

  @Test(arguments: securities)
  func `files are sent as they lie`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      try running.write(pattern(3_000_000), to: "source")
      try await withFile(running.home + "/source") { file in
        var told: Int64 = 0
        let count = try await client.upload("copy", file: file) { told = $0 }
        #expect(count == 3_000_000)
        #expect(told == count)
        #expect(try await client.upload("rest", file: file, from: 2_999_990) == 10)
      }
      #expect(running.content(of: "copy") == pattern(3_000_000))
      #expect(running.content(of: "rest") == pattern(3_000_000).suffix(10))
      await client.quit()
    }
  }

  @Test(arguments: securities, [0, 1, 300_000, 3_000_000])
  func `a download comes to its place in a file`(
    _ security: FTPSecurity,
    _ size: Int
  ) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      let content = pattern(size)
      try running.write(content, to: "a")
      // As far as it goes the file's beginning is there already.
      let offset = min(size, 100_000)
      try running.write(Array(content.prefix(offset)), to: "part")
      try await withFile(running.home + "/part", .readWrite) { file in
        var told: Int64 = 0
        let count = try await client.download("a", from: Int64(offset), into: file) { told = $0 }
        #expect(count == size - offset)
        #expect(told == count)
      }
      #expect(running.content(of: "part") == content)
      await client.quit()
    }
  }

  @Test(arguments: securities)
  func `a file that takes nothing ends a download, and not the session`(
    _ security: FTPSecurity
  ) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      try running.write(pattern(3_000_000), to: "a")
      try running.write([], to: "b")
      // It is open for reading.
      try await withFile(running.home + "/b") { file in
        let cause = await failure { try await client.download("a", into: file) }
        guard case .handler(let error) = cause else {
          recordUnexpected(cause)
          return
        }
        #expect((error as? SocketError)?.code == .badFileDescriptor)
      }
      #expect(try await client.size(of: "a") == 3_000_000)
      await client.quit()
    }
  }

  struct Enough: Error {}

  @Test(arguments: securities)
  func `a download that is given up leaves the session`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      try running.write(pattern(20_000_000), to: "a")
      for _ in 0..<3 {
        let cause = await failure { try await client.download("a") { _ in throw Enough() } }
        guard case .handler(let error) = cause else {
          recordUnexpected(cause)
          return
        }
        #expect(error is Enough)
        #expect(client.isOpen)
        #expect(try await client.size(of: "a") == 20_000_000)
      }
      #expect(try await client.contents(of: "a", from: 19_999_998).count == 2)
      await client.quit()
    }
  }

  @Test(arguments: securities)
  func `an upload that is given up is no file`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn(security)
      var pieces = 0
      let cause = await failure {
        try await client.upload("a") { buffer in
          pieces += 1
          if pieces == 3 { throw Enough() }
          for _ in 0..<50_000 { buffer.append(1) }
        }
      }
      guard case .handler = cause else {
        recordUnexpected(cause)
        return
      }
      #expect(client.isOpen)
      #expect(running.content(of: "a") == nil)
      #expect(try await client.list().entries == [])
      await client.quit()
    }
  }

  @Test func `a listing that is given up leaves the session`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      for name in ["a", "b", "c"] { try running.write([], to: name) }
      let cause = await failure { try await client.list { _ in throw Enough() } }
      guard case .handler = cause else {
        recordUnexpected(cause)
        return
      }
      #expect(try await client.list().entries.count == 3)
      await client.quit()
    }
  }

  @Test(arguments: securities)
  func `a cancelled transfer closes the session`(_ security: FTPSecurity) async throws {
    try await RunningServer.run { running in
      try running.write(pattern(20_000_000), to: "a")
      let gate = Gate()
      let task = Task {
        let client = try await running.logIn(security)
        let cause = await failure {
          try await client.download("a") { _ in
            gate.open()
            try await running.loop.sleep(until: .never)
          }
        }
        return ("\(cause, default: "")", client.isOpen)
      }
      try await onThread { gate.enter(0) }
      task.cancel()
      let (cause, isOpen) = try await task.value
      #expect(cause == "cancelled")
      #expect(!isOpen)
    }
  }

  @Test func `a deadline ends an operation and the session`() async throws {
    try await ScriptedServer.loggedIn { server in
      try await server.waitForEnd()
    } _: { client in
      let cause = await failure {
        try await withTimeout(.milliseconds(20)) { try await client.currentDirectory() }
      }
      guard case .timedOut(.reply) = cause else {
        recordUnexpected(cause)
        return
      }
      #expect(!client.isOpen)
      guard case .closed = await failure({ try await client.currentDirectory() }) else {
        Issue.record("not closed")
        return
      }
    }
  }

  @Test func `an operation within another is refused`() async throws {
    try await RunningServer.run { running in
      let client = try await running.logIn()
      try running.write([1], to: "a")
      var isBusy = false
      try await client.download("a") { _ in
        if case .busy = await failure({ try await client.size(of: "a") }) { isBusy = true }
      }
      #expect(isBusy)
      #expect(client.isOpen)
      await client.quit()
    }
  }
}
