import ByteStreams
import ByteStreamsTesting
import Synchronization

extension Defect {
  static let all = crossing + ending + closing + sharing + cancelling

  private static let crossing = [
    Defect("loses bytes", breaks: .bytesCrossInOrder) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        return bytes.count > 1 ? Array(bytes.dropLast()) : bytes
      }
    },
    Defect("reads backwards", breaks: .bytesCrossInOrder) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        try await stream.base.read(atMost: room).reversed()
      }
    },
    Defect("writes twice", breaks: .bytesCrossInOrder) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        try await stream.base.write(bytes)
        try await stream.base.write(bytes)
      }
    },
    Defect("overwrites what is in the buffer", breaks: .readsAppendWhatFits) { defect in
      defect.overwritesTheBuffer = true
    },
    Defect("tells too high a count", breaks: .readsAppendWhatFits) { defect in
      defect.countsTooMany = 1
    },
    Defect("loses a byte where there is no room", breaks: .readsWithoutRoomTakeNothing) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        if room == 0 { _ = stream.countedBefore() }
        let bytes = try await stream.base.read(atMost: room)
        return stream.notes.withLock { notes in bytes.map { $0 &+ UInt8(notes.count) } }
      }
    },
    Defect("takes a write of nothing for the end", breaks: .writesOfNothingAreNothing) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        if bytes.isEmpty { try stream.base.finishWriting() }
        try await stream.base.write(bytes)
      }
    },
    Defect("keeps single bytes back", breaks: .everyByteCrossesAlone, byHanging: true) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        let ready = stream.notes.withLock { notes in
          notes.bytes += bytes
          guard notes.bytes.count > 1 else { return [UInt8]() }
          defer { notes.bytes = [] }
          return notes.bytes
        }
        try await stream.base.write(ready)
      }
    },
    Defect("loses bytes between small reads", breaks: .anySizesGiveTheWhole) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        guard room > 1 && room < 10, bytes.count == room else { return bytes }
        return Array(bytes.dropLast())
      }
    },
    Defect("ends early", breaks: .largeTransfersCrossAtOnce) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        guard stream.countedBefore() < 2 else { return [] }
        return try await stream.base.read(atMost: room)
      }
    },
    Defect("tells of writing what it has not", breaks: .firstAttemptsAreContinued) { defect in
      defect.writeAtOnce = { _, count in count / 2 }
    },
    Defect("takes what it waits for", breaks: .waitingForBytesTakesNothing) { defect in
      defect.waitForBytes = { (stream) async throws(Failure) in
        _ = try await stream.base.read(atMost: 1)
      }
    },
  ]

  private static let ending = [
    Defect("ends both halves", breaks: .endingOneHalfLeavesTheOther) { defect in
      defect.finishWriting = { (stream) async throws(Failure) in
        stream.base.endReads()
        try stream.base.finishWriting()
      }
    },
    Defect("takes the end for an error", breaks: .theEndWakesAReader) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        guard !bytes.isEmpty else { throw Failure(.reset) }
        return bytes
      }
    },
    Defect("forgets the end", breaks: .theEndStays) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        return bytes.isEmpty && stream.countedBefore() == 1 ? [1] : bytes
      }
    },
    Defect("lets writes after the end vanish", breaks: .writingEndsOnce) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        do throws(Failure) { try await stream.base.write(bytes) } catch {
          guard error.cause == .finished else { throw error }
        }
      }
    },
    Defect("ends only once", breaks: .writingEndsOnce) { defect in
      defect.finishWriting = { (stream) async throws(Failure) in
        guard stream.countedBefore() == 0 else { throw Failure(.finished) }
        try stream.base.finishWriting()
      }
    },
  ]

  private static let closing = [
    Defect("drops bytes when it closes", breaks: .closingLosesNothing) { defect in
      defect.close = { stream in stream.base.reset() }
    },
    Defect("reads the end once it is closed", breaks: .closedStreamsRefuse) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        do throws(Failure) { return try await stream.base.read(atMost: room) } catch {
          guard error.cause == .closed else { throw error }
          return []
        }
      }
    },
    Defect("fails otherwise once it is closed", breaks: .closedStreamsRefuse) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        do throws(Failure) { try await stream.base.write(bytes) } catch {
          throw error.cause == .closed ? Failure(.reset) : error
        }
      }
    },
    Defect("leaves a reader waiting", breaks: .closingWakesAReader, byHanging: true) { defect in
      defect.close = { stream in try? stream.base.finishWriting() }
    },
    Defect("leaves a writer waiting", breaks: .closingWakesAWriter, byHanging: true) { defect in
      defect.close = { stream in stream.base.endReads() }
    },
    Defect("takes the peer's end for an error", breaks: .thePeersClosingEndsReading) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        guard !bytes.isEmpty else { throw Failure(.peerClosed) }
        return bytes
      }
    },
    Defect("writes to nobody", breaks: .thePeersClosingFailsWriting) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        do throws(Failure) { try await stream.base.write(bytes) } catch {
          guard error.cause == .peerClosed else { throw error }
        }
      }
    },
  ]

  private static let sharing = [
    Defect("holds writes up for a read", breaks: .writesPassAWaitingRead, byHanging: true) {
      defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        if stream.notes.withLock({ $0.readsUnderWay > 0 }) { await waitForEver() }
        try await stream.base.write(bytes)
      }
    },
    Defect("lets a second reader wait", breaks: .secondReadersAreRefused, byHanging: true) {
      defect in
      defect.read = { (stream, room) async throws(Failure) in
        if stream.isReadBySecond { await waitForEver() }
        return try await stream.base.read(atMost: room)
      }
    },
    Defect("tells a second reader the end", breaks: .secondReadersAreRefused) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        stream.isReadBySecond ? [] : try await stream.base.read(atMost: room)
      }
    },
    Defect("ends for a second reader", breaks: .secondReadersAreRefused) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        if stream.isReadBySecond { stream.base.endReads() }
        return try await stream.base.read(atMost: room)
      }
    },
    Defect("refuses a second reader as closed", breaks: .secondReadersAreRefused) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        guard !stream.isReadBySecond else { throw Failure(.closed) }
        return try await stream.base.read(atMost: room)
      }
    },
    Defect("lets a second writer wait", breaks: .secondWritersAreRefused, byHanging: true) {
      defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        if stream.isWrittenBySecond { await waitForEver() }
        try await stream.base.write(bytes)
      }
    },
    Defect("drops what a second writer writes", breaks: .secondWritersAreRefused) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        guard !stream.isWrittenBySecond else { return }
        try await stream.base.write(bytes)
      }
    },
  ]

  private static let cancelling = [
    Defect("ignores cancellation", breaks: .cancelledReadsLoseNothing, byHanging: true) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        let result = await Task { () -> Result<[UInt8], Failure> in
          do throws(Failure) {
            return .success(try await stream.base.read(atMost: room))
          } catch {
            return .failure(error)
          }
        }.value
        return try result.get()
      }
    },
    Defect("ends where a read is cancelled", breaks: .cancelledReadsLoseNothing) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        do throws(Failure) { return try await stream.base.read(atMost: room) } catch {
          if error.cause == .cancelled { stream.base.endReads() }
          throw error
        }
      }
    },
    Defect("loses a byte where a read is cancelled", breaks: .cancelledReadsLoseNothing) { defect in
      defect.read = { (stream, room) async throws(Failure) in
        do throws(Failure) {
          let bytes = try await stream.base.read(atMost: room)
          return stream.notes.withLock { notes in bytes.map { $0 &+ UInt8(notes.count & 1) } }
        } catch {
          if error.cause == .cancelled { _ = stream.countedBefore() }
          throw error
        }
      }
    },
    Defect("tells another error for a cancelled read", breaks: .cancelledReadsLoseNothing) {
      defect in
      defect.read = { (stream, room) async throws(Failure) in
        do throws(Failure) { return try await stream.base.read(atMost: room) } catch {
          throw error.cause == .cancelled ? Failure(.reset) : error
        }
      }
    },
    Defect("loses bytes that come with a cancellation", breaks: .cancelledReadsLoseNothingInARace) {
      defect in
      defect.read = { (stream, room) async throws(Failure) in
        let bytes = try await stream.base.read(atMost: room)
        if Task.isCancelled && !bytes.isEmpty { throw Failure(.cancelled) }
        return bytes
      }
    },
    Defect("takes a cancelled write for done", breaks: .cancelledWritesTransferAPrefix) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        do throws(Failure) { try await stream.base.write(bytes) } catch {
          guard error.cause == .cancelled else { throw error }
        }
      }
    },
    Defect("writes the wrong bytes first", breaks: .cancelledWritesTransferAPrefix) { defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        try await stream.base.write(bytes.count > 100 ? bytes.reversed() : bytes)
      }
    },
    Defect("stops reading where a write is cancelled", breaks: .cancelledWritesTransferAPrefix) {
      defect in
      defect.write = { (stream, bytes) async throws(Failure) in
        do throws(Failure) { try await stream.base.write(bytes) } catch {
          if error.cause == .cancelled { stream.base.endReads() }
          throw error
        }
      }
    },
  ]
}
