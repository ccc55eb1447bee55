internal import Framing

/// One input as an announcement, of which any part is acknowledged, and the content behind it.
struct AnnouncedSizeCheck {
  private static let format = AnnouncedSizeFormat(maximumBytes: 40)
  private let input: [UInt8]

  init(_ input: [UInt8]) {
    self.input = input
  }

  func check() throws(Violation) {
    // Longer announcements are none.
    for count in 0...min(input.count, 10) { try check(announcementBytes: count) }
  }

  private func check(announcementBytes count: Int) throws(Violation) {
    var decoder = Self.format.makeDecoder()
    let announcement = Array(input.prefix(count))
    guard search(announcement, &decoder) != nil, decoder.acknowledge() else { return }
    guard case .found(let frame)? = search(input, &decoder) else { return }
    try expect(frame.content.lowerBound == count, "content begins behind the announcement")
    let content = Array(input[frame.content])
    var encoded: [UInt8] = []
    do throws(FramingError) { try Self.format.append(content, to: &encoded) } catch {
      throw Violation(property: "announced content is encoded")
    }
    try expect(encoded == Array(input.prefix(frame.consumedBytes)), "encoding undoes decoding")
  }

  private func search(_ bytes: [UInt8], _ decoder: inout AnnouncedSizeDecoder) -> FrameSearch? {
    // SAFETY: a byte has no padding, so all of the array's memory is initialised.
    try? unsafe decoder.nextFrame(in: bytes.span.bytes, isEnd: false)
  }
}
