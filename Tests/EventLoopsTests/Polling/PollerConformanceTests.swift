import CPlatform
import SystemCalls
import TestSupport
import Testing

@testable import EventLoops

/// What a loop relies on, of every poller.
@Suite(.timeLimit(.minutes(10))) struct PollerConformanceTests {
  enum Kind: CaseIterable, Sendable {
    case epoll
    case scripted

    func make() throws -> any PollerSubject {
      switch self {
      case .epoll: try EpollSubject()
      case .scripted: ScriptedSubject()
      }
    }
  }

  private static let token: UInt64 = 0x0123_4567_89AB_CDEF

  @Test(arguments: Kind.allCases)
  func `what is ready when it is added is told, once`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, [.reading, .writing], Self.token)
    #expect(subject.look() == [PollAnswer(token: Self.token, readiness: .writing)])
    #expect(subject.look() == [])
  }

  @Test(arguments: Kind.allCases)
  func `what becomes ready is told, once for each time`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    #expect(subject.look() == [])
    for _ in 0..<3 {
      try connection.receive()
      #expect(subject.look() == [PollAnswer(token: Self.token, readiness: .reading)])
      #expect(subject.look() == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `a direction that nobody asked for is not told`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .writing, Self.token)
    #expect(subject.look().map(\.readiness) == [.writing])
    try connection.receive()
    #expect(subject.look() == [])
  }

  @Test(arguments: Kind.allCases)
  func `what is ready when more is asked for is told again`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try connection.receive()
    try subject.add(connection, .reading, Self.token)
    #expect(subject.look().map(\.readiness) == [.reading])
    try subject.modify(connection, [.reading, .writing], Self.token + 1)
    #expect(
      subject.look() == [PollAnswer(token: Self.token + 1, readiness: [.reading, .writing])]
    )
    #expect(subject.look() == [])
  }

  @Test(arguments: Kind.allCases)
  func `a peer that has finished is told to whoever reads`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    try connection.peerFinishes()
    #expect(subject.look().map(\.readiness) == [[.reading, .exceptional]])
  }

  @Test(arguments: Kind.allCases, [PollInterest.reading, .writing])
  func `a peer that is gone is told for both directions, whatever was asked for`(
    kind: Kind,
    interest: PollInterest
  ) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, interest, Self.token)
    _ = subject.look()
    try connection.peerGoes()
    #expect(subject.look().map(\.readiness) == [[.reading, .writing, .exceptional]])
  }

  @Test(arguments: Kind.allCases)
  func `each descriptor has its own token`(kind: Kind) throws {
    let subject = try kind.make()
    let tokens: [UInt64] = [0, 1, 1 << 32, .max - 1]
    let connections = try tokens.map { _ in try subject.connect() }
    for (connection, token) in zip(connections, tokens) {
      try subject.add(connection, .reading, token)
    }
    for (connection, token) in zip(connections, tokens) {
      try connection.receive()
      #expect(subject.look().map(\.token) == [token])
    }
    for connection in connections { try connection.receive() }
    #expect(Set(subject.look().map(\.token)) == Set(tokens))
  }

  @Test(arguments: Kind.allCases)
  func `what is removed is not told any more, and may be added again`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    try connection.receive()
    try subject.remove(connection)
    #expect(subject.look() == [])
    try subject.add(connection, .reading, Self.token + 1)
    #expect(subject.look() == [PollAnswer(token: Self.token + 1, readiness: .reading)])
  }

  @Test(arguments: Kind.allCases)
  func `nothing is added twice, and nothing unknown is changed`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    let unknown = Errno(rawValue: ENOENT)
    #expect(throws: unknown) { try subject.modify(connection, .reading, Self.token) }
    #expect(throws: unknown) { try subject.remove(connection) }
    try subject.add(connection, .reading, Self.token)
    #expect(throws: Errno(rawValue: EEXIST)) { try subject.add(connection, .reading, Self.token) }
  }

  @Test(arguments: Kind.allCases)
  func `a descriptor that is closed is not told any more`(kind: Kind) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    try connection.receive()
    try connection.close()
    try connection.receiveClosed()
    #expect(subject.look() == [])
  }

  @Test(arguments: Kind.allCases)
  func `a descriptor that is closed is told by its old token while there is a duplicate`(
    kind: Kind
  ) throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    try connection.closeWithDuplicate()
    try connection.receiveClosed()
    #expect(subject.look() == [PollAnswer(token: Self.token, readiness: .reading)])
  }

  @Test(arguments: Kind.allCases)
  func `a wait is ended by a wake-up, one before it and one during it`(kind: Kind) async throws {
    let poller = try kind.make().poller
    try await onThread {
      poller.wake()
      poller.wake()
      #expect(look(poller, atMost: nil) == [])
    }
    for _ in 0..<100 {
      async let wait = onThread { look(poller, atMost: nil) }
      try await onThread { poller.wake() }
      #expect(try await wait == [])
    }
  }

  @Test(arguments: Kind.allCases)
  func `a wait is ended by what happens in it`(kind: Kind) async throws {
    let subject = try kind.make()
    let connection = try subject.connect()
    try subject.add(connection, .reading, Self.token)
    let poller = subject.poller
    async let wait = onThread { look(poller, atMost: nil) }
    try connection.receive()
    #expect(try await wait == [PollAnswer(token: Self.token, readiness: .reading)])
  }

  @Test(arguments: Kind.allCases, [1, 999_999, 1_000_000, 1_500_001] as [Int64])
  func `a wait lasts as long as it was told, or longer`(
    kind: Kind,
    nanoseconds: Int64
  )
    async throws
  {
    let poller = try kind.make().poller
    try await onThread {
      let start = MonotonicClock.nanoseconds
      #expect(look(poller, atMost: nanoseconds) == [])
      #expect(MonotonicClock.nanoseconds - start >= nanoseconds)
    }
  }

  @Test(arguments: Kind.allCases)
  func `more events than a wait takes are told by the next`(kind: Kind) throws {
    let subject = try kind.make()
    let count = PollAnswers.capacity + 10
    let connections = try (0..<count).map { _ in try subject.connect() }
    for (index, connection) in connections.enumerated() {
      try subject.add(connection, .reading, UInt64(index))
      try connection.receive()
    }
    let first = subject.look()
    #expect(first.count == PollAnswers.capacity)
    let tokens = Set((first + subject.look()).map(\.token))
    #expect(tokens.count == count)
  }
}

extension PollerSubject {
  func add(_ connection: any PolledConnection, _ interest: PollInterest, _ token: UInt64) throws {
    guard let own = connection.own else { return }
    try poller.add(own.descriptor, interest, token: token)
  }

  func modify(_ connection: any PolledConnection, _ interest: PollInterest, _ token: UInt64) throws
  {
    guard let own = connection.own else { return }
    try poller.modify(own.descriptor, interest, token: token)
  }

  func remove(_ connection: any PolledConnection) throws {
    guard let own = connection.own else { return }
    try poller.remove(own.descriptor)
  }

  /// What has happened by now.
  func look() -> [PollAnswer] { EventLoopsTests.look(poller, atMost: 0) }
}

/// What a wait tells.
private func look(_ poller: any Poller, atMost nanoseconds: Int64?) -> [PollAnswer] {
  var answers = PollAnswers()
  poller.wait(timeoutNanoseconds: nanoseconds, into: &answers)
  return (0..<answers.count).map { answers[$0] }
}
