internal import COpenSSL

/// The protocols that a server's application speaks, the best first.
final class ApplicationProtocols: Sendable {
  /// Each after its length.
  private let encoded: [UInt8]

  init(_ protocols: [String]) throws(TLSConfigurationError) {
    encoded = try TLSContext.encoded(protocols)
  }

  /// Lets a context choose among them: SSL_CTX_set_alpn_select_cb(3).
  ///
  /// It must keep this.
  func install(in context: OpaquePointer) {
    // SAFETY: the context owns this, and every engine keeps the context.
    let address = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe SSL_CTX_set_alpn_select_cb(
      context,
      { _, chosen, chosenCount, offered, offeredCount, address in
        guard let address = unsafe address else { return SSL_TLSEXT_ERR_ALERT_FATAL }
        let protocols =
          unsafe Unmanaged<ApplicationProtocols>.fromOpaque(address).takeUnretainedValue()
        let list = unsafe UnsafeBufferPointer(start: offered, count: Int(offeredCount))
        guard let place = unsafe protocols.choose(from: list) else {
          return SSL_TLSEXT_ERR_ALERT_FATAL
        }
        unsafe chosen?.pointee = offered.map { unsafe $0 + place.lowerBound }
        unsafe chosenCount?.pointee = UInt8(place.count)
        return SSL_TLSEXT_ERR_OK
      },
      address
    )
  }

  /// Where the first of ours is in what a client offers; nil where none is.
  private func choose(from offered: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    // SAFETY: both lists are walked within their bounds.
    let theirs = unsafe ApplicationProtocols.places(in: Array(offered))
    for place in ApplicationProtocols.places(in: encoded) {
      for other in theirs where unsafe offered[other].elementsEqual(encoded[place]) {
        return other
      }
    }
    return nil
  }

  /// Where each name of a list is.
  private static func places(in list: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    var start = 0
    while start < list.count {
      let end = start + 1 + Int(list[start])
      guard end <= list.count else { break }
      places.append(start + 1..<end)
      start = end
    }
    return places
  }
}
