import CPlatform
import Sockets
import SystemCalls
import Testing

// What is refused before a name server could be asked.
struct ResolverErrorTests {
  /// A query that fails, and the code that says why.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var host: String?
    var service: String?
    var hints = Resolver.Hints()
    var code: SocketError.Code

    var testDescription: String { "\(host ?? "nil") \(service ?? "nil"): \(code)" }
  }

  static let refusals: [Refusal] = [
    Refusal(host: nil, service: nil, code: .unknownName),
    Refusal(host: "localhost", hints: .init(flags: .numericHost), code: .unknownName),
    Refusal(host: "", hints: .init(flags: .numericHost), code: .unknownName),
    Refusal(
      host: String(repeating: "h", count: 10_000),
      hints: .init(flags: .numericHost),
      code: .unknownName
    ),
    Refusal(host: "fe80::1%no-such-thing", code: .unknownName),
    Refusal(
      host: "127.0.0.1",
      service: "http",
      hints: .init(flags: .numericService),
      code: .unknownName
    ),
    Refusal(
      host: "127.0.0.1",
      service: "no-such-service",
      hints: .init(type: .stream),
      code: .unknownService
    ),
    Refusal(
      host: "127.0.0.1",
      hints: .init(family: AddressFamily(rawValue: 9999)),
      code: .resolverFamilyNotSupported
    ),
    Refusal(
      host: "127.0.0.1",
      hints: .init(type: SocketType(rawValue: 99)),
      code: SocketError.Code(resolver: EAI_SOCKTYPE)
    ),
    Refusal(
      host: nil,
      service: "7",
      hints: .init(flags: .canonicalName),
      code: SocketError.Code(resolver: EAI_BADFLAGS)
    ),
    // EAI_ADDRFAMILY, which netdb.h shows to GNU programs only.
    Refusal(
      host: "127.0.0.1",
      hints: .init(family: .inet6, flags: .numericHost),
      code: SocketError.Code(resolver: -9)
    ),
    Refusal(host: "127.0.0.1\0.example", code: .unusableArgument),
    Refusal(host: "127.0.0.1", service: "7\0", code: .unusableArgument),
  ]

  @Test(arguments: refusals)
  func `a query that cannot be answered says why`(row: Refusal) {
    let error = failure {
      try Resolver.addresses(of: row.host, service: row.service, hints: row.hints)
    }
    #expect(error?.code == row.code)
    #expect(error?.operation == .resolve)
  }

  @Test func `the code of the resolver and its words are kept`() {
    let error = failure {
      try Resolver.addresses(of: "localhost", service: "7", hints: .init(flags: .numericHost))
    }
    #expect(error?.code.resolverCode == EAI_NONAME)
    #expect(error?.code.errno == nil)
    #expect(error?.description == "resolve localhost:7: Name or service not known")
  }

  @Test func `the endpoint is in the error where it has such a form`() throws {
    let flags = Resolver.Hints(flags: .numericHost)
    let byNumber = failure { try Resolver.addresses(of: "name", service: "7", hints: flags) }
    #expect(byNumber?.endpoint == (try Endpoint(host: "name", port: 7)))
    let byName = failure { try Resolver.addresses(of: "name", service: "http", hints: flags) }
    #expect(byName?.endpoint == nil)
    let impossible = failure { try Resolver.addresses(of: "a name", service: "7", hints: flags) }
    #expect(impossible?.endpoint == nil)
    let endpoint = try Endpoint(host: "name", port: 7)
    let ofEndpoint = failure { try Resolver.addresses(of: endpoint, flags: .numericHost) }
    #expect(ofEndpoint?.endpoint == endpoint)
    #expect(ofEndpoint?.code == .unknownName)
  }

  @Test func `what the system says is the cause where the resolver blames it`() {
    let address = SocketAddress.ipv4(.loopback, port: 7)
    var forward: SocketError?
    var backward: SocketError?
    FakeKernel.run([
      .init(.getaddrinfo, .failure(.noMemory)), .init(.getnameinfo, .failure(.noMemory)),
    ]) {
      forward = failure { try Resolver.addresses(of: "127.0.0.1", service: "7") }
      backward = failure { try Resolver.names(of: address, flags: .numericHost) }
    }
    #expect(forward?.code == .noMemory)
    #expect(forward?.code.resolverCode == nil)
    #expect(forward?.description == "resolve 127.0.0.1:7: Cannot allocate memory")
    #expect(backward?.code == .noMemory)
    #expect(backward?.address == address)
  }

  @Test(arguments: [("a\0b", "7"), ("127.0.0.1", "7\0")])
  func `text that C would cut is refused before the resolver is asked`(
    host: String,
    service: String
  ) {
    var error: SocketError?
    let record = FakeKernel.run([]) {
      error = failure { try Resolver.addresses(of: host, service: service) }
    }
    #expect(error?.code == .unusableArgument)
    #expect(record[.getaddrinfo] == 0)
  }

  @Test func `an answer of nothing cannot be read`() {
    var error: SocketError?
    FakeKernel.run([.init(.getaddrinfo, .success(0))]) {
      error = failure { try Resolver.addresses(of: "127.0.0.1", service: "7") }
    }
    #expect(error?.code == .malformedAnswer)
    #expect(error?.operation == .resolve)
  }
}
