import Foundation
import TestSupport
import Testing

@testable import TLS

/// Bytes in, bytes out.
@Suite(.timeLimit(.minutes(10))) struct TLSEngineTests {
  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a record that was changed in any bit is noticed, and the peer is told`(
    version: TLSVersion
  ) throws {
    var random = SeededGenerator()
    var sample = try EnginePair.connected(version: version)
    let length = try sample.client.records(of: "some text").count
    // The first five bytes are the header, of which the length may make the server wait for more.
    for place in 5..<length {
      var pair = try EnginePair.connected(version: version)
      var record = try pair.client.records(of: "some text")
      record[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      pair.server.feed(bytes: record)
      #expect(throws: TLSError.self) { try pair.server.readText() }
      #expect(throws: TLSError.self) { try pair.server.readText() }
      #expect(throws: TLSError.self) { try pair.server.records(of: "nothing more") }
      pair.client.feed(bytes: pair.server.takeBytes())
      let told = #expect(throws: TLSError.self) { try pair.client.readText() }
      #expect(told?.alert == TLSAlert(rawValue: 20), "byte \(place), seed \(random.seed)")
    }
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a record that is left out, repeated or of the other direction is noticed`(
    version: TLSVersion
  ) throws {
    for change in 0..<3 {
      var pair = try EnginePair.connected(version: version)
      let records = [
        try pair.client.records(of: "one"), try pair.client.records(of: "two"),
        try pair.server.records(of: "back"),
      ]
      pair.server.feed(bytes: [records[1], records[0] + records[0], records[2]][change])
      #expect(throws: TLSError.self) { try pair.server.readText() }
    }
  }

  @Test func `a new key is used by both ends, asked for or not`() throws {
    for isRequested in [false, true] {
      var pair = try EnginePair.connected(version: .tls13)
      for turn in 0..<3 {
        pair.client.updateKey(requestingPeers: isRequested)
        pair.server.feed(bytes: try pair.client.records(of: "turn \(turn)"))
        #expect(try pair.server.readText() == "turn \(turn)")
        pair.client.feed(bytes: try pair.server.records(of: "back \(turn)"))
        #expect(try pair.client.readText() == "back \(turn)")
      }
    }
  }

  @Test func `there is a new key after as many records as one is good for`() throws {
    var pair = try EnginePair.connected(version: .tls13)
    let usual = try pair.client.records(of: "x").count
    pair.client.recordsOfKey = TLSLimits.recordsOfKeyMax
    let records = try pair.client.records(of: "x")
    #expect(records.count > usual)
    #expect(pair.client.recordsOfKey == 1)
    #expect(try pair.client.records(of: "x").count == usual)
  }

  @Test func `a peer that asks for answers without end, and reads none, is left`() throws {
    var pair = try EnginePair.connected(version: .tls13)
    var count = 0
    let error = #expect(throws: TLSError.self) {
      while count < 10_000 {
        pair.client.updateKey(requestingPeers: true)
        pair.server.feed(bytes: try pair.client.records(of: "x"))
        _ = try pair.server.readText()
        count += 1
      }
    }
    guard case .handshake(.tooLong(limitBytes: TLSLimits.answerBytesMax))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(count > 100)
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `a handshake that does not end is ended`(version: TLSVersion) throws {
    var ends = try Ends()
    ends.client.versionMax = version
    var pair = try EnginePair(ends)
    _ = try pair.client.handshake()
    let hello = pair.client.takeBytes()
    // Fragments of one byte, each with its header, of a message that is longer than any may be.
    let flood = Array(repeating: [22, 3, 1, 0, 1, 0] as [UInt8], count: 10_000).flatMap(\.self)
    let error = #expect(throws: TLSError.self) {
      pair.server.feed(bytes: Array(hello.prefix(5)) + hello.dropFirst(5))
      _ = try pair.server.handshake()
      for _ in 0..<100 {
        pair.server.feed(bytes: flood)
        _ = try pair.server.handshake()
      }
    }
    #expect(error != nil)
  }

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `close_notify is the end, whatever comes after it`(version: TLSVersion) throws {
    var pair = try EnginePair.connected(version: version)
    let text = try pair.client.records(of: "last words")
    pair.client.finish()
    pair.client.finish()
    let end = pair.client.takeBytes()
    #expect(pair.client.takeBytes() == [])
    pair.server.feed(bytes: text + end + text)
    #expect(try pair.server.readText() == "last words")
    #expect(try pair.server.readText() == "")
    #expect(pair.server.peek() == .done)
    pair.server.endInput()
    #expect(try pair.server.readText() == "")
    #expect(throws: TLSError.self) { try pair.client.records(of: "more") }
    pair.client.feed(bytes: try pair.server.records(of: "still open"))
    #expect(try pair.client.readText() == "still open")
  }

  /// Changed handshakes: 300, or 20 000 in long runs.
  private static let changesMax =
    ProcessInfo.processInfo.environment["SWITCHBOARD_LONG_TESTS"] == "1" ? 20_000 : 300

  @Test(arguments: [TLSVersion.tls13, .tls12])
  func `no random change of a handshake harms`(version: TLSVersion) throws {
    var random = SeededGenerator()
    var ends = try Ends()
    ends.client.versionMax = version
    let (client, server) = (try TLSClient(ends.client), try TLSServer(ends.server))
    var failures = 0
    for turn in 0..<Self.changesMax {
      var pair = EnginePair(
        client: try client.makeEngine("localhost", nil),
        server: try server.makeEngine()
      )
      do {
        try pair.shakeHands(changing: turn % 4, &random)
      } catch is TLSError {
        failures += 1
      }
    }
    #expect(failures > Self.changesMax / 2, "seed \(random.seed)")
  }

  @Test func `engines come and go without a trace`() throws {
    // A leak of an SSL is some 10 KB; the leak checkers of the sanitizers see it here.
    for _ in 0..<50 { _ = try EnginePair.connected(version: .tls13) }
  }
}

extension EnginePair {
  /// Shakes hands while one flight, the first or a later one, is changed in some bytes.
  fileprivate mutating func shakeHands(
    changing flight: Int,
    _ random: inout SeededGenerator
  ) throws {
    for turn in 0..<6 where !client.isHandshakeDone || !server.isHandshakeDone {
      var bytes: [UInt8]
      if turn.isMultiple(of: 2) {
        if !client.isHandshakeDone { _ = try client.handshake() }
        bytes = client.takeBytes()
      } else {
        if !server.isHandshakeDone { _ = try server.handshake() }
        bytes = server.takeBytes()
      }
      if turn == flight { bytes.change(&random) }
      if turn.isMultiple(of: 2) { server.feed(bytes: bytes) } else { client.feed(bytes: bytes) }
    }
    guard client.isHandshakeDone, server.isHandshakeDone else { throw TLSError.handshake(.ended) }
  }
}

extension [UInt8] {
  /// Changes a few bytes, cuts some out or repeats some.
  fileprivate mutating func change(_ random: inout SeededGenerator) {
    guard !isEmpty else { return }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: indices, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: self[place] = UInt8.random(in: 0...255, using: &random)
      case 1: self[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2: removeSubrange(place..<Swift.min(count, place + 3))
      default: insert(contentsOf: self[place...].prefix(20), at: place)
      }
      if isEmpty { return }
    }
  }
}
