@testable import TLS

/// Two engines, and what each has to say to the other.
struct EnginePair: ~Copyable {
  var client: TLSEngine
  var server: TLSEngine

  init(client: consuming TLSEngine, server: consuming TLSEngine) {
    self.client = client
    self.server = server
  }

  /// Both before their handshake.
  init(_ ends: Ends) throws {
    let client = try TLSClient(ends.client).makeEngine(ends.serverName, nil)
    let server = try TLSServer(ends.server).makeEngine()
    self.init(client: client, server: server)
  }

  /// Both after their handshake.
  static func connected(version: TLSVersion) throws -> EnginePair {
    var ends = try Ends()
    ends.client.versionMax = version
    var pair = try EnginePair(ends)
    try pair.shakeHands()
    return pair
  }

  /// Shakes hands, and gives the client the tickets.
  mutating func shakeHands() throws {
    while !client.isHandshakeDone || !server.isHandshakeDone {
      if !client.isHandshakeDone { _ = try client.handshake() }
      if let records = client.takeOutput() { server.feed(records) }
      if !server.isHandshakeDone { _ = try server.handshake() }
      if let records = server.takeOutput() { client.feed(records) }
    }
    _ = client.peek()
  }
}

extension TLSEngine {
  /// The records of a text.
  mutating func records(of text: String) throws -> [UInt8] {
    let bytes = Array(text.utf8)
    // SAFETY: a byte has no padding.
    _ = try unsafe write(bytes.span.bytes)
    return takeBytes()
  }

  /// The records that are to be sent; none is empty.
  mutating func takeBytes() -> [UInt8] {
    guard let records = takeOutput() else { return [] }
    // SAFETY: the bytes are copied.
    return unsafe records.bytes.withUnsafeBytes { unsafe Array($0) }
  }

  /// Hands over records; none is no call.
  mutating func feed(bytes: [UInt8]) {
    guard !bytes.isEmpty else { return }
    var records = CiphertextBuffer()
    // SAFETY: the bytes are copied.
    _ = unsafe bytes.withUnsafeBytes { unsafe records.append($0) }
    feed(records)
  }

  /// What can be read now, up to the end or to where more is needed.
  mutating func readText() throws -> String {
    var text: [UInt8] = []
    while case .bytes = try readOnce(&text) {}
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func readOnce(_ text: inout [UInt8]) throws(TLSError) -> ReadStep {
    var result: Result<ReadStep, TLSError> = .success(.needsInput)
    let capacity = 20_000
    // SAFETY: the span covers the array's memory, and is gone before it.
    text += unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      var output = unsafe OutputRawSpan(buffer: raw, initializedCount: 0)
      do throws(TLSError) {
        result = .success(try read(into: &output))
      } catch {
        result = .failure(error)
      }
      count = unsafe output.finalize(for: raw)
    }
    return try result.get()
  }
}
