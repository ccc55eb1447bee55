public import ByteStreams

/// Checks all that every byte stream promises, on any implementation.
///
/// Nothing in it belongs to a test library: it throws where a promise is broken.
///
///     @Test(arguments: ByteStreamPromise.allCases)
///     func `a connection is a stream`(promise: ByteStreamPromise) async throws {
///       let conformance = ByteStreamConformance(named: "TCP") { try await connectedPair() }
///       try await conformance.check(promise)
///     }
public struct ByteStreamConformance<
  First: ByteStream & Sendable,
  Second: ByteStream & Sendable
>: Sendable {
  /// Makes a new connection and gives both of its ends.
  public typealias MakePair = @Sendable () async throws -> (First, Second)

  /// What failures call the stream.
  public let name: String

  /// More bytes than the connection takes from a writer while nobody reads: 8 MiB, which is more
  /// than Linux lends a new TCP connection.
  public var largeBytes = 8 << 20

  /// The seeds of what is random.
  public var seeds: Range<UInt64> = 0..<8

  /// How long a promise may take before it counts as broken: 5 minutes, for machines that do other
  /// things.
  ///
  /// It is for streams that let a call wait for ever; no check waits for time to pass. A task that
  /// hangs is left behind.
  public var timeLimit: Duration = .seconds(300)

  /// The executor that the checks prefer; nil is the default one.
  public var taskExecutor: (any TaskExecutor)?

  /// Tells which kind an error of the stream is, nil if none of them.
  ///
  /// Without it any error will do.
  public var errorKind: (@Sendable (any Error) -> ByteStreamErrorKind?)?

  private let makePair: MakePair

  /// A check of what `makePair` makes; each promise is checked on connections of its own, from
  /// either end.
  public init(named name: String, makePair: @escaping MakePair) {
    self.name = name
    self.makePair = makePair
  }

  /// Checks every promise.
  ///
  /// - Throws: the first that is not kept.
  public func check() async throws(ByteStreamFailure) {
    for promise in ByteStreamPromise.allCases { try await check(promise) }
  }

  /// Checks one promise.
  public func check(_ promise: ByteStreamPromise) async throws(ByteStreamFailure) {
    let there = PromiseCheck(self) { () async throws in try await makePair() }
    let back = PromiseCheck(self) { () async throws in
      let (first, second) = try await makePair()
      return (second, first)
    }
    for check in [there.check(of: promise), back.check(of: promise)] {
      guard let reason = await brokenPromise(check) else { continue }
      throw ByteStreamFailure(streamName: name, promise: promise, reason: reason)
    }
  }

  /// Why the check has failed; nil if it has not.
  private func brokenPromise(_ check: @escaping @Sendable () async throws -> Void) async -> String?
  {
    let result = await result(within: timeLimit, preferring: taskExecutor, check)
    switch result {
    case .success: return nil
    case .failure(let error as BrokenPromise): return error.reason
    case .failure(let error): return "unexpected error: \(error)"
    case nil: return "not done after \(timeLimit)"
    }
  }
}
