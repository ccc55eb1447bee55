internal import Synchronization

/// Buffers for ciphertext that wait for their next user: a stream takes one when there are bytes,
/// so that an idle one has none, and no record costs an allocation.
final class CiphertextPool: Sendable {
  static let shared = CiphertextPool()

  private let kept = Mutex<[Address]>([])

  // SAFETY: whoever holds the value is the only one to know the memory.
  /// The address of a buffer that nobody uses.
  @safe private struct Address: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
  }

  /// Memory of `TLSLimits.ciphertextBytes` bytes, not initialised.
  func take() -> UnsafeMutableRawBufferPointer {
    let bytes = TLSLimits.ciphertextBytes
    let address = kept.withLock { kept in kept.popLast() }
    // SAFETY: the memory becomes the caller's, and has this size wherever it comes from.
    return unsafe UnsafeMutableRawBufferPointer(
      start: address?.start ?? .allocate(byteCount: bytes, alignment: 16),
      count: bytes
    )
  }

  /// Takes memory back that nobody uses any more; of another size, it is freed.
  func giveBack(_ memory: UnsafeMutableRawBufferPointer) {
    guard let start = memory.baseAddress else { return }
    let isKept = unsafe memory.count == TLSLimits.ciphertextBytes && keep(Address(start: start))
    // SAFETY: the caller gives up the memory, and nobody else was told of it.
    if !isKept { unsafe start.deallocate() }
  }

  private func keep(_ address: Address) -> Bool {
    kept.withLock { kept in
      guard kept.count < TLSLimits.buffersKeptMax else { return false }
      kept.append(address)
      return true
    }
  }
}
