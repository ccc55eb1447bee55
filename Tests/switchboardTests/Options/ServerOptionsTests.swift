import ArgumentParser
import SocketAddresses
import Testing

@testable import switchboard

/// The options that servers have in common, on the command line and in the environment.
struct ServerOptionsTests {
  private static let empty = Environment { _ in nil }
  private static let full = Environment {
    [
      "SWITCHBOARD_GRACE": "1m", "SWITCHBOARD_LOOPS": "3",
      "SWITCHBOARD_LISTEN": "127.0.0.1:1  unix:/run/a",
    ][$0]
  }
  private static let standard = Echo.standardAddress

  @Test func `without anything said, what is usual holds`() throws {
    let echo = try Self.parse([])
    #expect(try echo.grace.duration(in: Self.empty) == .seconds(10))
    #expect(try echo.loops.count(in: Self.empty) == nil)
    let addresses = try echo.listen.addresses(in: Self.empty, or: Self.standard)
    #expect(addresses.map(\.description) == ["tcp://127.0.0.1:7007"])
    let blank = Environment { _ in "  " }
    #expect(try echo.listen.addresses(in: blank, or: Self.standard) == addresses)
    #expect(echo.upper == nil)
  }

  @Test func `the environment comes before what is usual`() throws {
    let echo = try Self.parse([])
    #expect(try echo.grace.duration(in: Self.full) == .seconds(60))
    #expect(try echo.loops.count(in: Self.full) == 3)
    let addresses = try echo.listen.addresses(in: Self.full, or: Self.standard)
    #expect(addresses.map(\.description) == ["tcp://127.0.0.1:1", "unix:/run/a"])
  }

  @Test func `the command line comes before the environment`() throws {
    let echo = try Self.parse(
      ["--grace", "0", "--loops=1", "--listen", "udp://[::1]:2", "--listen", "a:3", "--no-upper"]
    )
    #expect(try echo.grace.duration(in: Self.full) == .zero)
    #expect(try echo.loops.count(in: Self.full) == 1)
    let addresses = try echo.listen.addresses(in: Self.full, or: Self.standard)
    #expect(addresses.map(\.description) == ["udp://[::1]:2", "tcp://a:3"])
    #expect(echo.upper == false)
  }

  @Test(arguments: ["1", "2", "1024"])
  func `there are 1 to 1024 loops`(_ count: String) throws {
    #expect(try Self.parse(["--loops", count]).loops.loops == Int(count))
  }

  @Test(arguments: ["0", "1025", "-1", "two", "1.5", "99999999999999999999"])
  func `another number of loops is refused`(_ count: String) {
    #expect(throws: (any Error).self) { try Self.parse(["--loops=\(count)"]) }
    let environment = Environment { _ in count }
    #expect(throws: UsageError.self) { try Self.parse([]).loops.count(in: environment) }
  }

  private static func parse(_ arguments: [String]) throws -> Echo {
    try Echo.parse(arguments)
  }
}
