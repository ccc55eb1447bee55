import Sockets
import Testing

/// One option, one kind of socket, and what becomes of the option when it is set: a row of a table.
struct OptionRow: Sendable, CustomTestStringConvertible {
  let testDescription: String
  private let check: @Sendable (_ row: String) throws -> Void

  /// A row for an option that can be set.
  ///
  /// - Parameters:
  ///   - option: which it is.
  ///   - subject: what it is tried on.
  ///   - first: what a new socket has; nil where the system's configuration decides.
  ///   - value: what it is set to, which must differ from what it was.
  ///   - answer: what the kernel says then, where that is not what was set.
  init<Value: Equatable & Sendable>(
    _ option: SocketOption<Value>,
    on subject: OptionSubject,
    from first: Value? = nil,
    to value: Value,
    reads answer: Value? = nil
  ) {
    testDescription = "\(option.name) of \(subject) to \(value)"
    check = { row in
      let socket = try subject.open()
      let before = try socket[option]
      if let first { #expect(before == first, "\(row): before") }
      try #require(before != answer ?? value, "\(row): setting it could not be seen")
      try socket.set(option, to: value)
      let after = try socket[option]
      #expect(after == answer ?? value, "\(row)")
    }
  }

  /// A row for an option that can only be read, which the kernel says when it is set.
  init<Value: Equatable & Sendable>(
    readOnly option: SocketOption<Value>,
    on subject: OptionSubject,
    reads answer: Value
  ) {
    testDescription = "\(option.name) of \(subject), read only"
    check = { row in
      let socket = try subject.open()
      let value = try socket[option]
      #expect(value == answer, "\(row)")
      let error = failure { try socket.set(option, to: value) }
      #expect(error?.code == .noSuchOption, "\(row): set")
      #expect(error?.operation.rawValue == "set option \(option.name)", "\(row)")
    }
  }

  /// A row for a value that the option cannot have.
  init<Value: Equatable & Sendable>(
    _ option: SocketOption<Value>,
    on subject: OptionSubject,
    refuses value: Value,
    as code: SocketError.Code
  ) {
    testDescription = "\(option.name) of \(subject) to \(value), refused"
    check = { row in
      let socket = try subject.open()
      let before = try socket[option]
      let error = failure { try socket.set(option, to: value) }
      #expect(error?.code == code, "\(row)")
      let after = try socket[option]
      #expect(after == before, "\(row): it changed")
    }
  }

  func run() throws {
    try check(testDescription)
  }
}
