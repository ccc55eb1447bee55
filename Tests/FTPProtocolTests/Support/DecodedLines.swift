import Framing

@testable import FTPProtocol

/// The lines that a decoder finds in bytes that come in pieces.
///
/// - Parameters:
///   - stream: the bytes.
///   - size: how many come at once.
///   - maximumBytes: how many a line may have.
///   - strictness: that of the decoder.
/// - Returns: the lines.
func lines(
  of stream: [UInt8],
  piecesOf size: Int,
  maximumBytes: Int = FTPLimits.lineBytesMax,
  strictness: LineStrictness = .strict
) -> [FTPLine] {
  var decoder = FTPLineDecoder(maximumBytes: maximumBytes, strictness: strictness)
  var found: [FTPLine] = []
  for start in stride(from: 0, to: stream.count, by: size) {
    var piece = Array(stream[start..<min(start + size, stream.count)])
    while case .found(let line, let count) = search(piece, with: &decoder) {
      found.append(line)
      piece.removeFirst(count)
    }
  }
  return found
}

private func search(_ piece: [UInt8], with decoder: inout FTPLineDecoder) -> FTPLineSearch {
  // SAFETY: a byte has no padding, so all of the array's memory is initialised.
  unsafe decoder.nextLine(in: piece.span.bytes)
}
