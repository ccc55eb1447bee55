/// What a running server is asked by its control socket, a line of JSON each.
enum ControlRequest: Codable, Hashable, Sendable {
  /// Who is connected, and what they do.
  case sessions
  /// End a session.
  case end(id: UInt64)
  /// Which addresses are banned.
  case bans
  /// End the ban of an address.
  case lift(address: String)
  /// What has been counted.
  case metrics
}

/// What it answers.
enum ControlAnswer: Codable, Sendable {
  case sessions([SessionReport])
  /// Whether there was such a session.
  case ended(Bool)
  case bans([BanReport])
  /// Whether the address was banned.
  case lifted(Bool)
  /// In the text format of Prometheus.
  case metrics(String)
}

/// Bounds of the control socket.
enum ControlLimits {
  /// Bytes of a request.
  static let requestBytesMax = 1024
  /// Bytes of an answer: one for each of 50,000 sessions with long names.
  static let answerBytesMax = 256 << 20
  /// Connections at the same time.
  static let connectionsMax = 16
  /// How long the tool waits for an answer.
  static let answerTime = Duration.seconds(30)
}
