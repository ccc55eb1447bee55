import Foundation
import Sockets
import Testing

/// The command line's contract, which scripts rely on.
@Suite struct ContractTests {
  @Test(arguments: ServedProgram.all, [SIGTERM, SIGINT])
  func `a server without clients ends at once at SIGTERM and SIGINT, with status 0`(
    _ served: ServedProgram,
    _ signal: Int32
  ) async throws {
    try await onThread {
      let program = served.program
      let folder = program == .fileTransfer ? ["/"] : []
      let running = try program.start(
        ["server", "127.0.0.1", "0"] + folder + served.flavour.arguments
      )
      let server = try Server(running)
      running.signal(signal)
      let ending = try running.ending()
      let protocolName = program == .udpHello ? "udp" : "tcp"
      #expect(ending.output == "listening \(protocolName) 127.0.0.1:\(server.port)\n")
      #expect(ending.errors == "")
      #expect(ending.status == 0)
    }
  }

  /// One of the servers with threads, and one on event loops.
  private static let drained = [
    ServedProgram(program: .upper), ServedProgram(program: .loopChat, flavour: .loops),
  ]

  /// Starts such a server, with a client that it has served.
  private static func start(
    _ served: ServedProgram,
    grace: Int
  ) throws -> (server: Server, client: SharedSocket) {
    let running = try served.program.start(
      ["server", "127.0.0.1", "0", "--grace", String(grace)] + served.flavour.arguments
    )
    let server = try Server(running)
    let client = SharedSocket(try .connected(to: server.port))
    if served.program == .loopChat {
      let greeting = LoopChatTests.greeting
      try require(client.socket.receiveText(like: greeting), is: greeting, "greeting")
    }
    try speak("before", to: served, over: client.socket)
    return (server, client)
  }

  private static func speak(
    _ word: String,
    to served: ServedProgram,
    over client: borrowing Socket
  ) throws {
    try client.sendAll(word)
    let answer = served.program == .loopChat ? "Loop_msg: \(word)!" : word.uppercased()
    try require(client.receiveText(like: answer), is: answer, "answer")
  }

  @Test(arguments: drained)
  func `asked to end, a server takes nobody new and serves who is there to the end`(
    _ served: ServedProgram
  ) async throws {
    try await onThread {
      let (server, client) = try Self.start(served, grace: 100)
      let running = server.program
      running.signal(SIGTERM)
      try Self.waitUntilRefused(at: server.port)
      try Self.speak("after", to: served, over: client.socket)
      try client.socket.shutdown(.sending)
      #expect(try running.ending().status == 0)
    }
  }

  @Test(arguments: drained)
  func `a server closes at the end of the grace what is open then, with status 0`(
    _ served: ServedProgram
  ) async throws {
    try await onThread {
      let (server, client) = try Self.start(served, grace: 1)
      server.program.signal(SIGINT)
      #expect(try client.socket.receiveRest() == [])
      #expect(try server.program.ending().status == 0)
    }
  }

  @Test(arguments: [(SIGTERM, SIGTERM), (SIGTERM, SIGINT), (SIGINT, SIGTERM)], drained)
  func `a second signal ends a server at once with 128 and its number`(
    _ signals: (first: Int32, second: Int32),
    _ served: ServedProgram
  ) async throws {
    try await onThread {
      let (server, client) = try Self.start(served, grace: 100)
      server.program.signal(signals.first)
      try Self.waitUntilRefused(at: server.port)
      server.program.signal(signals.second)
      #expect(try server.program.ending().status == 128 + signals.second)
      client.socket.drain()
    }
  }

  @Test(arguments: [
    (Program.upper, ["text"]), (.reply, []), (.remoteCommand, ["--quiet-after", "100", "true"]),
    (.framedCommand, ["true"]), (.loopChat, ["word"]), (.fileTransfer, ["OUTDIR", "name"]),
  ])
  func `an interrupted client exits 130`(
    _ program: Program,
    _ arguments: [String]
  ) async throws {
    try await onThread {
      let folder = try TemporaryFolder()
      let connected = DispatchSemaphore(value: 0)
      try ScriptedServer.serving([
        { socket in
          connected.signal()
          socket.drain()
        }
      ]) { port in
        let arguments = arguments.map { $0 == "OUTDIR" ? folder.path : $0 }
        let client = try program.start(["client", "127.0.0.1", String(port)] + arguments)
        try #require(connected.wait(timeout: .now() + Patience.seconds) == .success)
        client.signal(SIGINT)
        let ending = try client.ending()
        #expect(ending.status == 130)
        #expect(ending.output + ending.errors == "")
      }
    }
  }

  @Test(arguments: Program.allCases)
  func `help is on standard output, with status 0`(_ program: Program) async throws {
    try await onThread {
      for arguments in [["--help"], ["server", "--help"], ["help", "client"]] {
        let ending = try program.run(arguments)
        #expect(ending.output.contains("USAGE: \(program.rawValue) "), "\(arguments)")
        #expect(ending.errors == "", "\(arguments)")
        #expect(ending.status == 0, "\(arguments)")
      }
    }
  }

  @Test(arguments: Program.allCases)
  func `wrong usage is one line on standard error, with status 2`(
    _ program: Program
  ) async throws {
    let lines = [
      [], ["serve"], ["--nonsense"], ["server"], ["server", "127.0.0.1"],
      ["server", "127.0.0.1", "65536"], ["server", "127.0.0.1", "-1"],
      ["server", "127.0.0.1", "0", "--grace", "soon"], ["server", "not a host", "0"],
      ["server", "127.0.0.1", "0", "--nonsense"], ["client"], ["client", "127.0.0.1"],
      ["client", "127.0.0.1", "http"], ["client", "http://localhost", "1", "x"],
      ["client", "127.0.0.1", "1", "--patience", "0", "x"],
      ["client", "127.0.0.1", "1", "--patience", "nan", "x"],
    ]
    try await onThread {
      for arguments in lines {
        let ending = try program.run(arguments)
        #expect(ending.output == "", "\(arguments)")
        #expect(ending.errors.hasPrefix("\(program.rawValue): "), "\(arguments)")
        #expect(ending.errors.hasSuffix("tells more)\n"), "\(arguments)")
        #expect(ending.errors.count { $0 == "\n" } == 1, "\(arguments)")
        #expect(ending.status == 2, "\(arguments)")
      }
    }
  }

  @Test(arguments: [Program.remoteCommand, .framedCommand])
  func `a server of commands listens where others can reach it only when told to`(
    _ program: Program
  ) async throws {
    try await onThread {
      for host in ["0.0.0.0", "::", "192.0.2.1", "::ffff:192.0.2.1"] {
        let ending = try program.run(["server", host, "0"])
        #expect(ending.output == "")
        #expect(ending.errors.hasPrefix("\(program.rawValue): refusing to listen at "))
        #expect(ending.errors.contains("WHOEVER CAN CONNECT RUNS COMMANDS AS YOU"))
        #expect(ending.errors.count { $0 == "\n" } == 1)
        #expect(ending.status == 2)
      }
      // Nobody's address here: with --expose it is not refused, and then cannot be had.
      let exposed = try program.run(["server", "192.0.2.1", "0", "--expose"])
      #expect(exposed.errors.hasPrefix("\(program.rawValue): bind to 192.0.2.1:0: "))
      #expect(exposed.status == 1)
      #expect(try program.run(["server", "--help"]).output.contains("RUN COMMANDS AS YOU"))
      #expect(try program.run(["--help"]).output.contains("NEVER PUT THE SERVER WHERE OTHERS CAN"))
    }
  }

  @Test(arguments: ["127.0.0.1", "127.9.9.9", "localhost"])
  func `every loopback address is good for a server of commands`(_ host: String) async throws {
    try await onThread {
      let running = try Program.remoteCommand.start(["server", host, "0"])
      _ = try Server(running)
      running.signal(SIGTERM)
      #expect(try running.ending().status == 0)
    }
  }

  @Test(arguments: Program.streams)
  func `a port that nobody listens at is an error in one line`(_ program: Program) async throws {
    try await onThread {
      let folder = try TemporaryFolder()
      let arguments = program == .fileTransfer ? [folder.path, "name"] : []
      let ending = try program.client(1, arguments)
      let words = program == .fileTransfer ? "get name: " : ""
      #expect(
        ending.errors == "\(program.rawValue): \(words)connect to 127.0.0.1:1: Connection refused\n"
      )
      #expect(ending.output == "")
      #expect(ending.status == 1)
    }
  }

  @Test func `a port that is taken is an error in one line`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        let ending = try Program.reply.run(["server", "127.0.0.1", String(server.port)])
        let words = "bind to 127.0.0.1:\(server.port): Address already in use"
        #expect(ending.errors == "reply: \(words)\n")
        #expect(ending.output == "")
        #expect(ending.status == 1)
      }
    }
  }

  @Test func `a name that nobody has is an error in one line`() async throws {
    try await onThread {
      for side in ["server", "client"] {
        let ending = try Program.upper.run([side, "nobody.invalid", "1"])
        #expect(ending.errors.hasPrefix("upper: resolve nobody.invalid:1: "))
        #expect(ending.errors.count { $0 == "\n" } == 1)
        #expect(ending.status == 1)
      }
    }
  }

  @Test func `a client whose reader has gone ends without a word`() async throws {
    try await onThread {
      try Program.upper.serving { server in
        let client = try Program.upper.start(
          ["client", "127.0.0.1", String(server.port), "text"],
          readsOutput: false
        )
        let ending = try client.ending()
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
    }
  }

  @Test func `a server whose output nobody reads serves all the same`() async throws {
    try await onThread {
      // No other test has this address, so a port that is free stays so.
      let address = IPv4Address(127, 0, 0, 99)
      let free = try Socket.createServer(at: SocketAddress(address, port: 0))
      let port = try #require(try free.localAddress.port)
      try free.close()
      let running = try Program.upper.start(
        ["server", address.description, String(port)],
        readsOutput: false
      )
      let deadline = Patience.deadline
      var isServed = false
      while !isServed {
        try #require(Date() < deadline)
        guard let client = try? Socket.connected(to: port, at: address) else { continue }
        try Program.upper.exchange(with: port, over: client)
        isServed = true
      }
      running.signal(SIGTERM)
      #expect(try running.ending().status == 0)
    }
  }

  @Test func `a server at an IPv6 address says so in brackets`() async throws {
    try await onThread {
      let running = try Program.upper.start(["server", "::1", "0"])
      let server = try Server(running)
      let ending = try Program.upper.run(["client", "::1", String(server.port), "text"])
      #expect(ending.output == "TEXT\n")
      running.signal(SIGTERM)
      #expect(try running.ending().output == "listening tcp [::1]:\(server.port)\n")
    }
  }

  /// A server that has been asked to end closes its listener at once; a connection that the kernel
  /// had taken before is reset.
  private static func waitUntilRefused(at port: UInt16) throws {
    let deadline = Patience.deadline
    while (try? Socket.connected(to: port).close()) != nil {
      guard Date() < deadline else { throw Failure("port \(port) still takes connections") }
    }
  }
}
