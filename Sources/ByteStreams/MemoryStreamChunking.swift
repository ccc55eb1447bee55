extension MemoryStream {
  /// How a stream in memory cuts what is written into what is read.
  public enum Chunking: Hashable, Sendable {
    /// A read gives all that is there and that it has room for.
    case whole
    /// A read gives at most so many bytes; less than 1 is 1.
    case atMost(bytes: Int)
    /// A read gives at most a random number of bytes, from 1 to `bytes`; less than 1 is 1. The same
    /// seed gives the same numbers.
    case random(atMost: Int, seed: UInt64)
  }
}

/// The largest number of bytes that each read may give, one after another.
struct ChunkSizes {
  private let chunking: MemoryStream.Chunking
  private var random: SeededRandom

  init(_ chunking: MemoryStream.Chunking) {
    self.chunking = chunking
    if case .random(_, let seed) = chunking {
      random = SeededRandom(seed: seed)
    } else {
      random = SeededRandom(seed: 0)
    }
  }

  mutating func next() -> Int {
    switch chunking {
    case .whole: .max
    case .atMost(let bytes): max(1, bytes)
    case .random(let bytes, _): Int.random(in: 1...max(1, bytes), using: &random)
    }
  }
}
