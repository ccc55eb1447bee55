/// A message whose end nothing on the wire tells, as it comes.
///
/// Its receiver gives it what comes, until it is complete or the peer has been silent for a moment.
struct ArrivingMessage: Sendable {
  /// What has come.
  private(set) var bytes: [UInt8] = []
  /// Whether nothing more belongs to it.
  private(set) var isComplete = false
  private let patienceFrom: Int

  /// A message of which nothing has come.
  ///
  /// - Parameter patienceFrom: a first piece shorter than this is a whole message.
  init(patienceFrom: Int) {
    self.patienceFrom = patienceFrom
  }

  /// Takes the next piece; an empty one is the end of the stream.
  mutating func take(_ piece: [UInt8]) throws(UnframedMessage.TooLong) {
    isComplete = piece.isEmpty || bytes.isEmpty && piece.count < patienceFrom
    bytes += piece
    guard bytes.count <= UnframedMessage.bytesMax else { throw UnframedMessage.TooLong() }
  }
}
