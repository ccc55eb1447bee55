/// Which directions of a descriptor a poller tells of.
package struct PollInterest: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  package static let reading = PollInterest(rawValue: 1)
  package static let writing = PollInterest(rawValue: 2)
}

/// What a poller tells of a descriptor.
package struct PollReadiness: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A read or an accept is worth trying: there is something, the end, or an error.
  package static let reading = PollReadiness(rawValue: 1)
  /// A write is worth trying, or a connect has ended.
  package static let writing = PollReadiness(rawValue: 2)
  /// The peer writes no more, the connection is gone, or something urgent is in the stream: from
  /// now on a short read does not prove that another would wait.
  ///
  /// The end has been told already, and a read stops before an urgent byte.
  package static let exceptional = PollReadiness(rawValue: 4)
}
