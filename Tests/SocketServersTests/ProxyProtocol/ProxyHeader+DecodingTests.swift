import SocketServers
import Testing

struct ProxyHeaderDecodingTests {
  @Test(arguments: ProxyHeaderCase.all)
  func `what comes at once is the header or the error that it should be`(_ input: ProxyHeaderCase) {
    #expect(ProxyHeaderCase.decode(input.bytes) == input.decoding)
  }

  @Test(arguments: ProxyHeaderCase.all)
  func `what follows a header is left alone`(_ input: ProxyHeaderCase) {
    for tail: [UInt8] in [[0], Array("GET /\r\n".utf8), Array("PROXY TCP4 ".utf8)] {
      #expect(ProxyHeaderCase.decode(input.bytes + tail) == input.decoding)
    }
  }

  /// Every prefix is incomplete or the final error, and never asks for more than is missing.
  @Test(arguments: ProxyHeaderCase.all)
  func `every cut asks for more, and never for more than is missing`(_ input: ProxyHeaderCase) {
    var failure: ProxyHeaderError?
    for length in 0..<input.bytes.count {
      switch ProxyHeaderCase.decode(input.bytes.prefix(length)) {
      case .success(.needsMore(let count)):
        #expect(count >= 1)
        #expect(failure == nil, "\(length) bytes are enough for an error, and one more is not")
        if input.outcome.header != nil {
          #expect(count <= input.bytes.count - length, "\(length) bytes ask for too much")
        }
      case .success(.header(_, let count)):
        Issue.record("\(length) of \(input.bytes.count) bytes are a header of \(count)")
      case .failure(let error):
        #expect(.failure(error) == input.outcome)
        failure = error
      }
    }
  }

  @Test(arguments: ProxyHeaderCase.all)
  func `who reads no more than is asked for ends exactly at the header`(_ input: ProxyHeaderCase) {
    let bytes = input.bytes + [UInt8](repeating: 0x55, count: 5000)
    var length = 0
    while true {
      switch ProxyHeaderCase.decode(bytes.prefix(length)) {
      case .success(.needsMore(let count)):
        length += count
      case .success(.header(_, let count)):
        #expect(count == length)
        #expect(input.bytes.count == length)
        return
      case .failure(let error):
        #expect(.failure(error) == input.outcome)
        return
      }
    }
  }

  @Test func `another protocol is found out by its first byte`() {
    for byte in UInt8.min...UInt8.max where byte != UInt8(ascii: "P") && byte != 0x0d {
      #expect(ProxyHeaderCase.decode([byte]) == .failure(.otherProtocol))
    }
  }

  @Test func `each byte of the signatures counts`() {
    for signature in [Array("PROXY ".utf8), ProxyHeaderCase.signature] {
      for index in signature.indices {
        var bytes = signature
        bytes[index] ^= 0x20
        #expect(ProxyHeaderCase.decode(bytes.prefix(index + 1)) == .failure(.otherProtocol))
      }
    }
  }

  @Test(arguments: [-1, 0, 11, 12, 13, 65_535, .max])
  func `the longest block can be chosen`(limit: Int) throws {
    let bytes = ProxyHeaderCase.binary(0x11, ProxyHeaderCase.inet)
    let decode = { () throws in
      // SAFETY: all bytes of an array are initialised, and there is no padding between them.
      try unsafe ProxyHeader.decode(bytes.span.bytes, blockBytesMax: limit)
    }
    if limit >= 12 {
      #expect(try decode() == .header(ProxyHeaderCase.inetHeader(), byteCount: 28))
    } else {
      #expect(throws: ProxyHeaderError.blockTooLong(byteCount: 12, limit: max(0, limit))) {
        try decode()
      }
    }
  }

  @Test func `errors are one line each`() {
    for case .failure(let error) in ProxyHeaderCase.all.map(\.outcome) {
      #expect(error.description.hasPrefix("PROXY protocol: "))
      #expect(!error.description.contains("\n"))
    }
  }
}
