import Testing

@testable import Sockets

struct ActivationVariablesTests {
  /// Variables, and the names of the sockets that they pass to process 42; nil where they cannot be
  /// read.
  struct Row: Sendable {
    var process: String?
    var count: String?
    var names: String?
    var expected: [String]?

    init(_ process: String?, _ count: String?, _ names: String?, _ expected: [String]?) {
      self.process = process
      self.count = count
      self.names = names
      self.expected = expected
    }
  }

  static let rows: [Row] = [
    Row(nil, nil, nil, []),
    Row(nil, "2", "a:b", []),
    Row("42", nil, nil, []),
    Row("42", "0", nil, []),
    Row("42", "0", "", []),
    Row("42", "1", nil, ["unknown"]),
    Row("42", "3", nil, ["unknown", "unknown", "unknown"]),
    Row("42", "1", "web", ["web"]),
    Row("42", "2", "web:web", ["web", "web"]),
    Row("42", "3", "ftp.socket::data", ["ftp.socket", "", "data"]),
    Row("42", "1", "", [""]),
    // Meant for somebody else, whatever the rest says.
    Row("41", "2", "a:b", []),
    Row("420", "x", nil, []),
    // No numbers.
    Row("", "1", nil, nil),
    Row("me", "1", nil, nil),
    Row("+42", "1", nil, nil),
    Row("-42", "1", nil, nil),
    Row(" 42", "1", nil, nil),
    Row("4294967338", "1", nil, nil),
    Row("42", "", nil, nil),
    Row("42", "one", nil, nil),
    Row("42", "-1", nil, nil),
    Row("42", "1 ", nil, nil),
    Row("42", "٣", nil, nil),
    // Too many.
    Row("42", "1024", nil, [String](repeating: "unknown", count: 1024)),
    Row("42", "1025", nil, nil),
    Row("42", "2147483647", nil, nil),
    Row("42", "99999999999999999999", nil, nil),
    // Another number of names.
    Row("42", "1", "a:b", nil),
    Row("42", "2", "a", nil),
    Row("42", "1", ":", nil),
  ]

  @Test(arguments: rows)
  func `variables say which sockets are passed to this process`(row: Row) {
    let variables = [
      "LISTEN_PID": row.process, "LISTEN_FDS": row.count, "LISTEN_FDNAMES": row.names,
    ]
    let result = Result { () throws(SocketError) in
      try ActivationVariables({ variables[$0] ?? nil }, for: 42).socketNames
    }
    let unreadable = SocketError(.unusableArgument, operation: .activate)
    #expect(result == row.expected.map { .success($0) } ?? .failure(unreadable))
  }
}
