/// One end of a connection in memory, for tests of what stands on byte streams.
///
/// It holds no more bytes than it is told to, so that writing waits for reading, it cuts what is
/// read as a network may, and it fails where it is told to. Both ends may be used from any task.
///
/// An end that goes away closes.
///
///     let (client, server) = MemoryStream.pair(chunking: .atMost(bytes: 1))
///     try await client.write("hello\n")
///     var reader = BufferedReader(server)
///     #expect(try await reader.readLineText() == "hello")
public final class MemoryStream: ByteStream, Sendable {
  /// What its calls throw.
  public typealias Failure = MemoryStreamError

  /// How many bytes wait in one direction where nothing is said: 64 KiB.
  public static let capacityBytesDefault = 64 << 10

  private let incoming: MemoryPipe
  private let outgoing: MemoryPipe

  private init(incoming: MemoryPipe, outgoing: MemoryPipe) {
    self.incoming = incoming
    self.outgoing = outgoing
  }

  deinit {
    incoming.closeReading()
    outgoing.closeWriting()
  }

  /// Two ends that are connected to each other.
  ///
  /// - Parameters:
  ///   - capacityBytes: how many bytes wait in each direction before writing waits for reading.
  ///     Less than 1 is 1, and more than `ByteStreamLimits.bufferBytesMax` is that.
  ///   - chunking: how much each read gives, in both directions.
  /// - Returns: the ends, of which neither is the first in any other way than by its name.
  public static func pair(
    capacityBytes: Int = capacityBytesDefault,
    chunking: Chunking = .whole
  ) -> (first: MemoryStream, second: MemoryStream) {
    let there = MemoryPipe(capacityBytes: capacityBytes, chunking: chunking)
    let back = MemoryPipe(capacityBytes: capacityBytes, chunking: chunking)
    return (
      MemoryStream(incoming: back, outgoing: there),
      MemoryStream(incoming: there, outgoing: back)
    )
  }

  /// Reads as `ByteStream` says.
  public func read(into buffer: inout OutputRawSpan) async throws(MemoryStreamError) -> Int {
    try await incoming.read(into: &buffer)
  }

  /// Waits as `ByteStream` says.
  public func waitForBytes() async throws(MemoryStreamError) {
    try await incoming.waitForBytes()
  }

  /// Writes as `ByteStream` says; the bytes wait in this connection's memory.
  ///
  /// - Throws: an error that tells how many of the bytes were handed over.
  public func write(_ bytes: RawSpan) async throws(MemoryStreamError) {
    try await outgoing.write(bytes)
  }

  /// Ends the writing half as `ByteStream` says, without waiting.
  public func finishWriting() throws(MemoryStreamError) {
    try outgoing.finishWriting()
  }

  /// Closes as `ByteStream` says, without waiting; what the peer had written is lost.
  public func close() {
    incoming.closeReading()
    outgoing.closeWriting()
  }
}

// Faults, each for good: what a network does once it has failed.

extension MemoryStream {
  /// Breaks the connection off: what is on its way is lost in both directions, the peer's calls
  /// throw `.reset`, and those of this end `.closed`.
  public func reset() {
    incoming.reset(from: .reading)
    outgoing.reset(from: .writing)
  }

  /// Lets reads fail once they have given so many more bytes; less than 0 is 0.
  public func failReads(afterBytes count: Int = 0, with cause: MemoryStreamError.Cause) {
    incoming.limitReads(to: count, then: cause)
  }

  /// Lets reads come to the end once they have given so many more bytes, as if the peer had gone
  /// without a word; less than 0 is 0.
  public func endReads(afterBytes count: Int = 0) {
    incoming.limitReads(to: count, then: nil)
  }

  /// Lets writes fail once they have taken so many more bytes; less than 0 is 0.
  public func failWrites(afterBytes count: Int = 0, with cause: MemoryStreamError.Cause) {
    outgoing.limitWrites(to: count, then: cause)
  }
}
