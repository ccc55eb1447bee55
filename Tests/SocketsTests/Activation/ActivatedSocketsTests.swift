import CPlatform
import Foundation
import SystemCalls
import TestSupport
import Testing

@testable import Sockets

@Suite(.serialized) struct ActivatedSocketsTests {
  /// Where the tests pass descriptors: nobody else gets a number as high.
  private static let first = Int32(sysconf(Int32(_SC_OPEN_MAX))) - 64

  /// Inheritable copies of an inherited kind of socket, in a row.
  private func pass(_ sockets: Int) throws {
    let original = try Socket(.inet, .stream)
    for index in 0..<Int32(sockets) {
      let number = fcntl(original.fileDescriptor, F_DUPFD, Self.first + index)
      try #require(number == Self.first + index)
    }
  }

  private func isOpen(_ index: Int) -> Bool {
    fcntl(Self.first + Int32(index), F_GETFD) >= 0
  }

  private func isInheritable(_ index: Int) -> Bool {
    fcntl(Self.first + Int32(index), F_GETFD) & FD_CLOEXEC == 0
  }

  @Test func `sockets are taken in their order, with their names`() throws {
    try pass(3)
    var sockets = try ActivatedSockets(["web", "ftp", "web"], from: Self.first)
    #expect(sockets.count == 3)
    #expect(sockets.names == ["web", "ftp", "web"])
    var taken: [String] = []
    while let next = try sockets.takeNext() {
      #expect(next.socket.fileDescriptor == Self.first + Int32(taken.count))
      #expect(next.socket.type == .stream)
      taken.append(next.name)
    }
    #expect(taken == ["web", "ftp", "web"])
    #expect(sockets.count == 0)
    #expect(sockets.names == [])
  }

  @Test func `a socket is taken by its name, one of several after the other`() throws {
    try pass(3)
    var sockets = try ActivatedSockets(["web", "ftp", "web"], from: Self.first)
    let ftp = try sockets.takeSocket(named: "ftp")?.fileDescriptor
    #expect(ftp == Self.first + 1)
    let web = try sockets.takeSocket(named: "web")?.fileDescriptor
    #expect(web == Self.first)
    let secondWeb = sockets.takeDescriptor(named: "web")?.number
    #expect(secondWeb == Self.first + 2)
    let third = try sockets.takeSocket(named: "web")?.fileDescriptor
    #expect(third == nil)
    let unknown = sockets.takeDescriptor(named: "")?.number
    #expect(unknown == nil)
    #expect(sockets.count == 0)
  }

  @Test func `every descriptor is close-on-exec, and what nobody takes is closed`() throws {
    try pass(2)
    #expect(isInheritable(0) && isInheritable(1))
    do {
      let sockets = try ActivatedSockets(["a", "b"], from: Self.first)
      #expect(sockets.count == 2)
      #expect(!isInheritable(0) && !isInheritable(1))
    }
    #expect(!isOpen(0) && !isOpen(1))
  }

  @Test func `a descriptor that is not open fails, and leaves the others open`() throws {
    try pass(1)
    let error = try socketError {
      _ = try ActivatedSockets(["a", "b"], from: Self.first).count
    }
    #expect(error == SocketError(.badFileDescriptor, operation: .activate))
    #expect(isOpen(0))
    close(Self.first)
  }

  @Test func `what is no socket fails when taken, and is closed`() throws {
    let event = try System.eventfd()
    try #require(fcntl(event.number, F_DUPFD, Self.first) == Self.first)
    var sockets = try ActivatedSockets(["event"], from: Self.first)
    do {
      _ = try sockets.takeNext()
      Issue.record("an eventfd was taken for a socket")
    } catch {
      #expect(error.code == .notSocket)
    }
    #expect(!isOpen(0))
    #expect(sockets.count == 0)
  }

  @Test func `a process that was started otherwise gets none`() throws {
    let sockets = try ActivatedSockets.takeOver()
    #expect(sockets.count == 0)
  }
}
