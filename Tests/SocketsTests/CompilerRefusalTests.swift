import Foundation
import TestSupport
import Testing

/// What cannot go wrong at run time, because it does not compile.
@Suite(
  .enabled(
    if: BuiltModules.areFound,
    "the built modules do not lie beside the test program, where the compiler would find them"
  )
)
struct CompilerRefusalTests {
  @Test func `a program that does nothing wrong compiles`() async throws {
    try await expectDiagnostics(
      of: """
        import Sockets
        func talk(_ socket: consuming Socket) throws(SocketError) {
          let copy = try socket.duplicate()
          try socket.sendAll("text")
          try copy.close()
          try socket.close()
        }
        """
    )
  }

  @Test func `a socket that is closed, detached or given away is not used`() async throws {
    let ends = ["try socket.close()", "_ = socket.detach()", "_ = SharedSocket(socket)"]
    let uses = [
      "_ = try socket.receive(atMost: 1)", "try socket.sendAll([1])", "_ = socket.timeout",
      "_ = socket.fileDescriptor", "try socket.setTimeout(nil)", "_ = try socket.duplicate()",
    ]
    var misuses: [String] = []
    for end in ends {
      for use in uses { misuses.append(misuse(end, use, "used after consume", "used here")) }
      for again in ends {
        misuses.append(misuse(end, again, "consumed more than once", "consumed again here"))
      }
    }
    try await expectDiagnostics(
      of: """
        import Sockets
        func misuse() throws(SocketError) {
          \(misuses.joined(separator: "\n"))
        }
        """
    )
  }

  @Test func `a socket is not copied`() async throws {
    try await expectDiagnostics(
      of: """
        import Sockets
        func both(_ socket: borrowing Socket) -> Socket {
          // expected-error@-1 {{'socket' is borrowed and cannot be consumed}}
          return socket  // expected-note {{consumed here}}
        }
        """
    )
  }

  @Test func `a call that may block is refused in async code, and taken elsewhere`() async throws {
    let calls = [
      "_ = try socket.accept()", "try socket.connect(to: address)",
      "_ = socket.connectStatus(to: address)", "_ = try socket.receive(atMost: 1)",
      "_ = try socket.receive(into: &output)", "_ = try socket.receive(into: &bytes)",
      "_ = try socket.receiveFrom(atMost: 1)", "_ = try socket.receiveFrom(into: &output)",
      "_ = try socket.receiveFrom(into: &bytes)", "try socket.send([1])",
      "try socket.send([1], to: address)", "try socket.sendAll([1])", "try socket.sendAll(text)",
      "try socket.send(span)", "try socket.send(span, to: address)", "try socket.sendAll(span)",
      "try socket.sendFile(file)",
      "try withInterruptionHandler({}) { () throws(SocketError) in }",
    ]
    let parameters = """
      _ socket: borrowing Socket, _ address: SocketAddress, _ span: RawSpan, _ text: String,
      _ output: inout OutputRawSpan, _ bytes: inout MutableRawSpan,
      _ file: borrowing FileDescriptor
      """
    let functions = calls.enumerated().map {
      """
      func elsewhere\($0.offset)(\(parameters)) throws(SocketError) {
        \($0.element)
      }
      func async\($0.offset)(\(parameters)) async throws(SocketError) {
        \($0.element)  // expected-error {{is unavailable from asynchronous contexts}}
      }
      """
    }
    try await expectDiagnostics(of: "import Sockets\n" + functions.joined(separator: "\n"))
  }

  /// A function that ends a socket and then goes on with it, and what the compiler says to that.
  private func misuse(_ end: String, _ use: String, _ error: String, _ note: String) -> String {
    """
    do {
      // expected-error@+1 {{'socket' \(error)}}
      let socket = try Socket(.inet, .stream)
      \(end)  // expected-note {{consumed here}}
      \(use)  // expected-note {{\(note)}}
    }
    """
  }

  /// Compiles `source`, whose comments say which diagnostics it must get, and no others.
  private func expectDiagnostics(of source: String) async throws {
    try await temporaryDirectory { directory in
      let path = directory + "/misuse.swift"
      try source.write(toFile: path, atomically: false, encoding: .utf8)
      let outcome = try await Program(BuiltModules.compiler + [path]).run()
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}

/// Where the modules lie that this test program was built from.
private enum BuiltModules {
  static let directory = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().path

  static var areFound: Bool {
    FileManager.default.fileExists(atPath: directory + "/Modules/Sockets.swiftmodule")
  }

  /// The compiler as far as the rules of ownership, comparing diagnostics with comments.
  static var compiler: [String] {
    let map = directory + "/CPlatform.build/module.modulemap"
    return [
      "swiftc", "-frontend", "-emit-sil", "-verify", "-o", "/dev/null", "-swift-version", "6",
      "-module-name", "Misuse", "-I", directory + "/Modules", "-Xcc", "-fmodule-map-file=" + map,
    ]
  }
}
