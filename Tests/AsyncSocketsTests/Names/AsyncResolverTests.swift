import EventLoops
import Sockets
import SystemCalls
import TestSupport
import Testing

@testable import AsyncSockets

// No test here asks a name server: all names are numbers, in the machine's files, or answered by a
// script.
struct AsyncResolverTests {
  /// A resolver that answers by a script, and notes what it was asked.
  private struct Bench {
    let pool = OffloadPool(name: "lookup", threadsMax: 1, idleTime: .seconds(3_600))
    let asked = Monitor([BlockingResolver.AddressQuery]())
    let resolver: AsyncResolver

    init(_ result: Result<String, SocketError>) {
      let asked = asked
      resolver = AsyncResolver(
        on: pool,
        BlockingResolver(
          addresses: { query throws(SocketError) in
            asked.withLock { $0.append(query) }
            let numeric = try result.get()
            return try BlockingResolver.system.addresses(
              .init(host: numeric, service: query.service, hints: query.hints)
            )
          },
          names: { query throws(SocketError) in (try result.get(), query.address.description) }
        )
      )
    }
  }

  @Test(arguments: ["127.0.0.1", "::1", "fe80::1%7", "::ffff:10.0.0.1"])
  func `an address is answered without a thread`(host: String) async throws {
    let pool = OffloadPool(name: "lookup", threadsMax: 1, idleTime: .seconds(3_600))
    let resolver = AsyncResolver(on: pool, .system)
    let endpoint = try Endpoint(host: host, port: 7)
    let answers = try await resolver.addresses(of: endpoint)
    #expect(answers.map(\.address) == [endpoint.address])
    #expect(answers.map(\.type) == [.stream])
    #expect(answers.map(\.protocolNumber) == [.tcp])
    let byHost = try await resolver.addresses(of: host)
    #expect(Set(byHost.map(\.address)) == [endpoint.withPort(0).address])
    #expect(pool.threadCount == 0)
  }

  @Test func `an address with a service by name is asked for, as the file is read`() async throws {
    let bench = Bench(.success("127.0.0.1"))
    _ = try? await bench.resolver.addresses(of: "127.0.0.1", service: "no-such-service")
    #expect(bench.pool.threadCount == 1)
    await bench.pool.shutdown()
  }

  @Test(.enabled(if: LocalFiles.hostsHas("localhost", for: "127.0.0.1"), "no localhost in hosts"))
  func `a name of the hosts file is found there`() async throws {
    let resolver = AsyncResolver()
    let endpoint = try Endpoint(host: "localhost", port: 7)
    let answers = try await resolver.addresses(of: endpoint)
    #expect(answers.map(\.address).contains(.ipv4(.loopback, port: 7)))
    let ipv4 = try await resolver.addresses(of: endpoint, family: .ipv4)
    #expect(ipv4.contains(.ipv4(.loopback, port: 7)))
    let names = try await resolver.names(
      of: .ipv4(.loopback, port: 7),
      flags: [.numericHost, .numericService]
    )
    #expect(names.host == "127.0.0.1")
    #expect(names.service == "7")
  }

  @Test func `a name is asked with what it is for`() async throws {
    let bench = Bench(.success("10.1.2.3"))
    let endpoint = try Endpoint(host: "name.example", port: 80)
    let answers = try await bench.resolver.addresses(of: endpoint, type: .datagram, flags: .passive)
    #expect(answers.map(\.address) == [.ipv4(IPv4Address(10, 1, 2, 3), port: 80)])
    let query = try #require(bench.asked.withLock { $0.first })
    #expect(query.host == "name.example")
    #expect(query.service == "80")
    #expect(query.hints == .init(type: .datagram, flags: [.passive, .numericService]))
    await bench.pool.shutdown()
  }

  @Test func `an empty host is this machine`() async throws {
    let bench = Bench(.success("127.0.0.1"))
    _ = try await bench.resolver.addresses(of: Endpoint(host: "", port: 80))
    let query = try #require(bench.asked.withLock { $0.first })
    #expect(query.host == nil)
    #expect(query.service == "80")
    await bench.pool.shutdown()
  }

  @Test(arguments: [
    (IPFamily.ipv6, AddressFamily.inet6, "2001:db8::1"), (.ipv4, .inet, "10.0.0.1"),
  ])
  func `one family is asked for by itself`(
    _ family: IPFamily,
    _ asked: AddressFamily,
    _ answer: String
  ) async throws {
    let bench = Bench(.success(answer))
    let endpoint = try Endpoint(host: "name.example", port: 80)
    let addresses = try await bench.resolver.addresses(of: endpoint, family: family)
    #expect(addresses == [try Endpoint(host: answer, port: 80).address])
    #expect(bench.asked.withLock { $0.map(\.hints.family) } == [asked])
    await bench.pool.shutdown()
  }

  @Test func `a failure names the endpoint that was asked for`() async throws {
    let bench = Bench(.failure(SocketError(.unknownName, operation: .resolve)))
    let endpoint = try Endpoint(host: "name.example", port: 80)
    let expected = SocketError(.unknownName, operation: .resolve, endpoint: endpoint)
    await #expect(throws: expected) { _ = try await bench.resolver.addresses(of: endpoint) }
    await bench.pool.shutdown()
  }

  @Test func `a failure names the address whose name was asked for`() async throws {
    let bench = Bench(.failure(SocketError(.resolverTryAgain, operation: .resolve)))
    let address = SocketAddress.ipv4(.loopback, port: 80)
    let expected = SocketError(.resolverTryAgain, operation: .resolve, address: address)
    await #expect(throws: expected) { _ = try await bench.resolver.names(of: address) }
    await bench.pool.shutdown()
  }

  @Test func `names are asked for on a thread`() async throws {
    let bench = Bench(.success("name.example"))
    let names = try await bench.resolver.names(of: .ipv4(.loopback, port: 80))
    #expect(names.host == "name.example")
    #expect(names.service == "127.0.0.1:80")
    #expect(bench.pool.threadCount == 1)
    await bench.pool.shutdown()
  }

  @Test(arguments: ["127.0.0.1", "name.example"])
  func `a task that was cancelled before asks nothing`(host: String) async throws {
    let bench = Bench(.success("127.0.0.1"))
    let endpoint = try Endpoint(host: host, port: 80)
    let expected = SocketError(.cancelled, operation: .resolve, endpoint: endpoint)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.cancelAll()
      group.addTask {
        await #expect(throws: expected) { _ = try await bench.resolver.addresses(of: endpoint) }
      }
      try await group.waitForAll()
    }
    #expect(bench.asked.withLock { $0.isEmpty })
    #expect(bench.pool.threadCount == 0)
  }
}
