internal import Accounts
internal import ByteStreams
internal import HomeDirectories
internal import Synchronization
internal import SystemCalls

/// An upload that its account's quota counts: at its end what the quota has for it is what is on
/// the disk, however it ends.
///
/// Everything here blocks, for the disk or for the store, and is done on a thread for that. A write
/// that nobody waits for any more, as its task was cancelled, is over before the upload ends, or is
/// not made.
final class CountedUpload: Sendable {
  let upload: HomeUpload
  private let quota: QuotaUse

  private struct State {
    var isOver = false
    /// How many bytes the file has.
    var size: Int64
    /// How many of them the quota has: more than the file, where it was cut to go on from there.
    var countedBytes: Int64
    /// What is still to be written before the file is whole.
    var rest: (bytes: TransferBuffer, offset: Int64)?
  }

  private let state: Mutex<State>

  /// Begins an upload, and counts what that makes and what it takes away.
  ///
  /// - Parameters:
  ///   - quota: the account's, which stays the caller's to settle.
  ///   - open: opens the file.
  /// - Throws: what that threw; `ActionError.quota` where there is no room for one file more.
  init(
    _ quota: QuotaUse,
    opening open: () throws(HomeError) -> HomeUpload
  ) throws(ActionError) {
    do throws(HomeError) { upload = try open() } catch { throw .home(error) }
    self.quota = quota
    state = Mutex(State(size: upload.startOffset, countedBytes: upload.sizeBefore))
    quota.release(bytes: upload.discarded.bytes, files: upload.discarded.files)
    guard upload.sizeBefore == 0, !upload.isInPlace else { return }
    do throws(QuotaError) {
      try quota.reserve(bytes: 0, files: 1)
    } catch {
      state.withLock { $0.isOver = true }
      // Nobody is told what went wrong here; a part that stays is swept.
      _ = try? upload.abandon(keepingPart: false)
      throw .quota(error)
    }
  }

  /// Reserves what the file grows by, and writes.
  ///
  /// - Parameters:
  ///   - bytes: what to write.
  ///   - offset: where to, not beyond the end.
  /// - Throws: `.quota`, `.home`; `.cancelled` where the upload is over.
  func write(_ bytes: RawSpan, at offset: Int64) throws(ActionError) {
    try state.withLock { state throws(ActionError) in
      try write(bytes, at: offset, &state)
    }
  }

  /// Reserves what the file grows by, and writes what is in a pipe.
  ///
  /// - Parameters:
  ///   - pipe: has at least so many bytes. Where this throws, nobody knows how many are left.
  ///   - count: how many bytes to write.
  ///   - offset: where to, not beyond the end.
  /// - Throws: as above.
  func write(from pipe: KernelPipe, _ count: Int, at offset: Int64) throws(ActionError) {
    try state.withLock { state throws(ActionError) in
      try write(count, at: offset, &state) { written throws(HomeError) in
        try upload.write(from: pipe, count, at: offset, written: &written)
      }
    }
  }

  /// Leaves the last bytes to `commit`: a small file waits for the disk once less then.
  ///
  /// - Parameters:
  ///   - buffer: is not touched by others any more.
  ///   - offset: where its bytes belong.
  func keep(_ buffer: TransferBuffer, at offset: Int64) {
    state.withLock { $0.rest = (buffer, offset) }
  }

  private func write(
    _ bytes: RawSpan,
    at offset: Int64,
    _ state: inout State
  ) throws(ActionError) {
    try write(bytes.byteCount, at: offset, &state) { written throws(HomeError) in
      try upload.write(bytes, at: offset, written: &written)
    }
  }

  private func write(
    _ count: Int,
    at offset: Int64,
    _ state: inout State,
    _ body: (inout Int) throws(HomeError) -> Void
  ) throws(ActionError) {
    guard !state.isOver else { throw .cancelled }
    let end = offset + Int64(count)
    let growth = max(0, end - state.countedBytes)
    if growth > 0, !quota.reserveFromBlock(bytes: growth) {
      do throws(QuotaError) { try quota.reserve(bytes: growth) } catch { throw .quota(error) }
    }
    state.countedBytes += growth
    var written = 0
    defer { state.size = max(state.size, offset + Int64(written)) }
    do throws(HomeError) { try body(&written) } catch {
      let unwritten = min(growth, end - offset - Int64(written))
      quota.release(bytes: unwritten)
      state.countedBytes -= unwritten
      throw .home(error)
    }
  }

  /// Writes what was kept and puts the file in place; what it replaces is given back.
  func commit() throws(ActionError) {
    try state.withLock { state throws(ActionError) in
      if let rest = state.rest.take() {
        try rest.bytes.storage.withBytes { bytes throws(ActionError) in
          try write(bytes, at: rest.offset, &state)
        }
      }
      do throws(HomeError) { release(try upload.commit()) } catch { throw .home(error) }
      end(&state)
    }
  }

  /// Ends it without that; nothing where it is over.
  ///
  /// - Parameter keepsPart: whether what has come may stay, for its owner to go on.
  func abandon(keepingPart keepsPart: Bool) {
    state.withLock { state in
      guard !state.isOver else { return }
      // Where the disk fails the part stays, is counted, and is swept later.
      if let freed = try? upload.abandon(keepingPart: keepsPart) { release(freed) }
      end(&state)
    }
  }

  /// Gives back what the quota has beyond the file's end.
  private func end(_ state: inout State) {
    state.isOver = true
    quota.release(bytes: max(0, state.countedBytes - state.size))
  }

  private func release(_ freed: HomeUsage) {
    quota.release(bytes: freed.bytes, files: freed.files)
  }
}
