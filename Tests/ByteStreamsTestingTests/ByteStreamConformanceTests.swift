import ByteStreams
import ByteStreamsTesting
import Testing

@Suite struct ByteStreamConformanceTests {
  @Test(arguments: Defect.all)
  func `a broken promise is found`(defect: Defect) async throws {
    let failure = try #require(await failure(of: defect, defect.promise))
    #expect(failure.promise == defect.promise)
    #expect(failure.streamName == "broken")
    #expect(failure.reason.contains("not done after") == defect.hangs, "\(failure)")
  }

  @Test(arguments: ByteStreamPromise.allCases)
  func `a stream without a defect passes`(promise: ByteStreamPromise) async {
    let sound = Defect("nothing", breaks: promise) { _ in }
    #expect(await failure(of: sound, promise) == nil)
  }

  @Test(arguments: ByteStreamPromise.allCases)
  func `there is a stream that breaks each promise`(promise: ByteStreamPromise) {
    #expect(Defect.all.contains { defect in defect.promise == promise })
  }

  @Test func `the first broken promise ends the check of all`() async {
    let conformance = ByteStreamConformance(named: "dead") {
      () throws -> (MemoryStream, MemoryStream) in
      throw MemoryStreamError(.reset)
    }
    let failure = await #expect(throws: ByteStreamFailure.self) { try await conformance.check() }
    #expect(
      failure.map { "\($0)" }
        == "dead: bytes cross in order, both ways: no connection: memory stream: reset"
    )
  }

  @Test func `a stream that keeps all promises passes the check of all`() async throws {
    var conformance = ByteStreamConformance(named: "memory stream") { MemoryStream.pair() }
    conformance.largeBytes = 1 << 20
    conformance.seeds = 0..<1
    try await conformance.check()
  }

  @Test func `an error of any kind will do where no kinds are told`() async throws {
    let conformance = ByteStreamConformance(named: "memory stream") { MemoryStream.pair() }
    try await conformance.check(.closedStreamsRefuse)
  }

  private func failure(
    of defect: Defect,
    _ promise: ByteStreamPromise
  ) async -> ByteStreamFailure? {
    var conformance = ByteStreamConformance(named: "broken") {
      BrokenStream.pair(defect, capacityBytes: 1000)
    }
    conformance.largeBytes = 10_000
    if defect.hangs { conformance.timeLimit = .milliseconds(200) }
    conformance.errorKind = { error in
      switch (error as? MemoryStreamError)?.cause {
      case .busy: .busy
      case .cancelled: .cancelled
      case .closed: .closed
      default: nil
      }
    }
    do throws(ByteStreamFailure) {
      try await conformance.check(promise)
      return nil
    } catch {
      return error
    }
  }
}
