@testable import ByteStreams

/// A call that both kinds of readers know, so that one table holds for both.
enum ReaderCall: Sendable {
  case exactly(Int)
  case all(Int)
  case line(Int, CarriageReturn)
  case lineText(Int, CarriageReturn)
  case through([UInt8], Int)
  case skipLine
  case peek(Int)
  case atMost(Int)
  case into(room: Int)
  case skip(Int)
}

/// What such a call comes to.
enum ReaderResult: Equatable, Sendable {
  case bytes([UInt8])
  /// The end, where it is not an empty array.
  case end
  case flag(Bool)
  case count(Int)
  case failure(BufferedReaderError<ScriptedFailure>)

  static func text(_ text: String) -> ReaderResult { .bytes(Array(text.utf8)) }

  fileprivate init(_ bytes: [UInt8]?) {
    self = bytes.map(ReaderResult.bytes) ?? .end
  }
}

extension BlockingReader where Base == ScriptedStream {
  /// Makes a call.
  mutating func make(_ call: ReaderCall) -> ReaderResult {
    do throws(Failure) {
      switch call {
      case .exactly(let count): return .bytes(try readExactly(count))
      case .all(let limit): return .bytes(try readAll(maximumBytes: limit))
      case .line(let limit, let carriageReturn):
        return ReaderResult(try readLine(maximumBytes: limit, carriageReturn: carriageReturn))
      case .lineText(let limit, let carriageReturn):
        let text = try readLineText(maximumBytes: limit, carriageReturn: carriageReturn)
        return ReaderResult(text.map { Array($0.utf8) })
      case .through(let delimiter, let limit):
        return ReaderResult(try readThrough(delimiter, maximumBytes: limit))
      case .skipLine: return .flag(try skipLine())
      case .peek(let count): return .bytes(try peek(count))
      case .atMost(let count): return .bytes(try read(atMost: count))
      case .into(let room): return .bytes(try readOnce(room: room).bytes)
      case .skip(let count): return .count(try skip(atMost: count))
      }
    } catch {
      return .failure(error)
    }
  }
}

extension BufferedReader where Base == ScriptedStream {
  /// Makes a call.
  mutating func make(_ call: ReaderCall) async -> ReaderResult {
    do throws(Failure) {
      switch call {
      case .exactly(let count): return .bytes(try await readExactly(count))
      case .all(let limit): return .bytes(try await readAll(maximumBytes: limit))
      case .line(let limit, let carriageReturn):
        return ReaderResult(try await readLine(maximumBytes: limit, carriageReturn: carriageReturn))
      case .lineText(let limit, let carriageReturn):
        let text = try await readLineText(maximumBytes: limit, carriageReturn: carriageReturn)
        return ReaderResult(text.map { Array($0.utf8) })
      case .through(let delimiter, let limit):
        return ReaderResult(try await readThrough(delimiter, maximumBytes: limit))
      case .skipLine: return .flag(try await skipLine())
      case .peek(let count): return .bytes(try await peek(count))
      case .atMost(let count): return .bytes(try await read(atMost: count))
      case .into(let room): return .bytes(try await readOnce(room: room))
      case .skip(let count): return .count(try await skip(atMost: count))
      }
    } catch {
      return .failure(error)
    }
  }
}

extension ReferenceReader {
  /// Makes the call that a reader has made; whether this may come to the same, which is all that is
  /// promised where a reader is free to give less than there is.
  mutating func agrees(on call: ReaderCall, _ given: ReaderResult) -> Bool {
    do throws(ReaderError) {
      switch call {
      case .exactly(let count): return .bytes(try readExactly(count)) == given
      case .all(let limit): return .bytes(try readAll(maximumBytes: limit)) == given
      case .line(let limit, let carriageReturn):
        let line = try readLine(maximumBytes: limit, carriageReturn: carriageReturn)
        return ReaderResult(line) == given
      case .lineText(let limit, let carriageReturn):
        let line = try readLine(maximumBytes: limit, carriageReturn: carriageReturn)
        return ReaderResult(line) == given
      case .through(let delimiter, let limit):
        return ReaderResult(try readThrough(delimiter, maximumBytes: limit)) == given
      case .skipLine: return .flag(skipLine()) == given
      case .peek(let count): return .bytes(peek(count)) == given
      case .atMost(let count), .into(let count):
        guard case .bytes(let bytes) = given else { return false }
        return accept(bytes, atMost: count)
      case .skip(let count):
        guard case .count(let skipped) = given else { return false }
        return accept(peek(skipped), atMost: count)
      }
    } catch {
      return .failure(error) == given
    }
  }
}
