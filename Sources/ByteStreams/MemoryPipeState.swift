/// The two sides of a pipe.
enum MemoryPipeSide {
  case reading
  case writing

  var other: MemoryPipeSide {
    switch self {
    case .reading: .writing
    case .writing: .reading
    }
  }
}

/// What is in a pipe, and what its calls come to; nothing here waits.
struct MemoryPipeState: ~Copyable {
  private var bytes: BufferedBytes
  private let capacityBytes: Int
  private var chunkSizes: ChunkSizes

  /// The side that takes bytes out.
  var reading = Side()
  /// The side that puts bytes in.
  var writing = Side()
  /// Whether the bytes that are there are the last.
  var writingHasEnded = false

  init(capacityBytes: Int, chunking: MemoryStream.Chunking) {
    self.capacityBytes = capacityBytes
    bytes = BufferedBytes(capacity: capacityBytes)
    chunkSizes = ChunkSizes(chunking)
  }

  /// Moves bytes out, which must not have to wait; 0 is the end.
  mutating func take(into output: inout OutputRawSpan) -> Result<Int, MemoryStreamError> {
    if let failure = reading.failure { return .failure(MemoryStreamError(failure)) }
    if let limit = reading.limit, limit.bytesLeft == 0 {
      return limit.cause.map { .failure(MemoryStreamError($0)) } ?? .success(0)
    }
    let chunk = min(chunkSizes.next(), reading.limit?.bytesLeft ?? .max)
    let taken = bytes.take(atMost: chunk, into: &output)
    reading.limit?.bytesLeft -= taken
    bytes.releaseStorageIfEmpty()
    return .success(taken)
  }

  /// Moves as many bytes in as there is room for, which must not have to wait.
  mutating func put(_ new: RawSpan) -> Result<Int, MemoryStreamError> {
    if let failure = writing.failure { return .failure(MemoryStreamError(failure)) }
    if writingHasEnded { return .failure(MemoryStreamError(.finished)) }
    if let limit = writing.limit, limit.bytesLeft == 0, let cause = limit.cause {
      return .failure(MemoryStreamError(cause))
    }
    let put = bytes.append(new.extracting(first: writing.limit?.bytesLeft ?? .max))
    writing.limit?.bytesLeft -= put
    return .success(put)
  }

  /// Forgets the bytes that are there.
  mutating func dropAll() {
    bytes.drop(bytes.count)
    bytes.releaseStorageIfEmpty()
  }

  /// The tasks that need not wait any more, each of them once.
  mutating func takeWaiters() -> (reader: Waiter?, writer: Waiter?) {
    let reader = mustWait(.reading) && !reading.isCancelled ? nil : reading.waiter.take()
    let writer = mustWait(.writing) && !writing.isCancelled ? nil : writing.waiter.take()
    return (reader, writer)
  }

  /// Whether a side can do nothing yet, not even fail.
  func mustWait(_ side: MemoryPipeSide) -> Bool {
    switch side {
    case .reading:
      !reading.mustFail && bytes.isEmpty && !writingHasEnded
    case .writing:
      !writing.mustFail && bytes.count >= capacityBytes && !writingHasEnded
    }
  }

  subscript(_ side: MemoryPipeSide) -> Side {
    get {
      switch side {
      case .reading: reading
      case .writing: writing
      }
    }
    set {
      switch side {
      case .reading: reading = newValue
      case .writing: writing = newValue
      }
    }
  }
}

extension MemoryPipeState {
  typealias Waiter = CheckedContinuation<Void, Never>

  /// Who uses one side, and how its calls fail.
  struct Side {
    /// Whether a call is under way.
    var isInUse = false
    /// The task of this call, while it waits.
    var waiter: Waiter?
    /// Whether the wait was cancelled.
    var isCancelled = false
    /// How many bytes more cross before calls fail, if a test has said so.
    var limit: Limit?
    /// Why calls fail from now on.
    private(set) var failure: MemoryStreamError.Cause?

    /// Takes the side for one call.
    mutating func begin() throws(MemoryStreamError) {
      if let failure { throw MemoryStreamError(failure) }
      guard !isInUse else { throw MemoryStreamError(.busy) }
      isInUse = true
    }

    /// Lets calls fail from now on; the first cause stays.
    mutating func fail(_ cause: MemoryStreamError.Cause) {
      failure = failure ?? cause
    }

    /// Whether a call fails, or ends, without a look at the bytes.
    var mustFail: Bool { failure != nil || limit?.bytesLeft == 0 }
  }

  /// A limit on bytes, and what follows: an error, or the end.
  struct Limit {
    var bytesLeft: Int
    let cause: MemoryStreamError.Cause?
  }
}
