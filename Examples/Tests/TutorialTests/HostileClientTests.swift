import Foundation
import Sockets
import Testing

/// Each server, each way of ill-treating it, and after each the next client is served.
@Suite struct HostileClientTests {
  /// What a client does to a server, given a request that it would answer.
  struct Assault: Sendable {
    var name: String
    var attack: @Sendable (consuming Socket, String) throws -> Void
  }

  static let assaults = [
    Assault(name: "leaves at once") { socket, _ in try socket.close() },
    Assault(name: "resets at once") { socket, _ in try socket.reset() },
    Assault(name: "leaves in the middle of a message") { socket, request in
      try socket.sendAll(Array(request.utf8.prefix(4)))
      try socket.close()
    },
    Assault(name: "ends in the middle of a message, and listens") { socket, request in
      try socket.sendAll(Array(request.utf8.dropLast()))
      try socket.shutdown(.sending)
      socket.drain()
    },
    Assault(name: "resets in the middle of a message") { socket, request in
      try socket.sendAll(Array(request.utf8.prefix(4)))
      try socket.reset()
    },
    Assault(name: "resets instead of receiving") { socket, request in
      try socket.sendAll(request)
      _ = try socket.wait(for: .receiving, timeout: Patience.duration)
      try socket.reset()
    },
    Assault(name: "sends bytes that are no text") { socket, _ in
      try socket.sendAll(bytes(4096, seed: 1))
      try socket.shutdown(.sending)
      socket.drain()
    },
    Assault(name: "sends bytes that are no text, and resets") { socket, _ in
      try socket.sendAll(bytes(4096, seed: 2))
      try socket.reset()
    },
    Assault(name: "sends a request with a NUL in it") { socket, request in
      try socket.sendAll(request + "\0" + request)
      try socket.shutdown(.sending)
      socket.drain()
    },
    Assault(name: "sends a message without end") { socket, _ in
      socket.flood([UInt8](repeating: UInt8(ascii: "x"), count: 4096))
      try socket.close()
    },
    Assault(name: "sends requests without end, and never receives") { socket, request in
      socket.flood(Array(String(repeating: request, count: 100).utf8))
      try socket.close()
    },
  ]

  @Test(arguments: ServedProgram.streams)
  func `the next client is served`(_ served: ServedProgram) async throws {
    try await onThread {
      let program = served.program
      try withServer(served) { server in
        for assault in Self.assaults {
          try assault.attack(try .connected(to: server.port), program.request)
          #expect(throws: Never.self, "after a client that \(assault.name)") {
            try program.exchange(with: server.port)
          }
        }
      }
    }
  }

  @Test func `the next client is served where clients are served one after another`() async throws {
    try await onThread {
      try Program.upper.serving(["--mode", "sequential"]) { server in
        for assault in Self.assaults {
          try assault.attack(try .connected(to: server.port), Program.upper.request)
          #expect(throws: Never.self, "after a client that \(assault.name)") {
            try Program.upper.exchange(with: server.port)
          }
        }
      }
    }
  }

  @Test(arguments: ServedProgram.streams)
  func `idle clients keep nobody waiting, and are closed at the end`(
    _ served: ServedProgram
  ) async throws {
    try await onThread {
      let program = served.program
      let idle = try withServer(served) { server in
        let first = try Socket.connected(to: server.port)
        let second = SharedSocket(try .connected(to: server.port))
        try second.socket.sendAll(Array(program.request.utf8.prefix(4)))
        try program.exchange(with: server.port)
        try first.reset()
        return second
      }
      idle.socket.drain()
    }
  }

  @Test(arguments: ServedProgram.streams)
  func `descriptors of clients that have left do not pile up`(
    _ served: ServedProgram
  ) async throws {
    try await onThread {
      let program = served.program
      try withServer(served) { server in
        try program.exchange(with: server.port)
        let before = try server.program.descriptorCount
        for _ in 0..<60 { try program.exchange(with: server.port) }
        // Some may still be closing.
        #expect(try server.program.descriptorCount < before + 40)
      }
    }
  }

  private func withServer<R>(_ served: ServedProgram, _ body: (Server) throws -> R) throws -> R {
    let (program, flavour) = (served.program, served.flavour)
    guard program == .fileTransfer else { return try program.serving(by: flavour, body) }
    let folder = try TemporaryFolder()
    try folder.write(Array("small".utf8), as: "small")
    return try program.serving([folder.path], by: flavour, body)
  }
}
