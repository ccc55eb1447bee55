internal import GRDB

extension AccountError {
  /// What an error of the database means to whoever uses accounts.
  ///
  /// - Parameters:
  ///   - error: an `AccountError` stays what it is.
  ///   - path: the path of the database.
  init(_ error: any Error, path: String) {
    switch error {
    case let error as AccountError: self = error
    case let error as DatabaseError: self.init(error, path: path)
    case let error as RowDecodingError:
      self = .damaged(path: path, finding: Self.line(error.description))
    default: self = .failed(path: path, reason: Self.line("\(error)"))
    }
  }

  private init(_ error: DatabaseError, path: String) {
    let message = Self.line(error.message ?? "SQLite error \(error.resultCode.rawValue)")
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .damaged(path: path, finding: message)
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL: self = .locked(path: path)
    case .SQLITE_READONLY, .SQLITE_PERM: self = .notWritable(path: path)
    case .SQLITE_CANTOPEN: self = .cannotOpen(path: path)
    case .SQLITE_FULL: self = .diskFull(path: path)
    default: self = .failed(path: path, reason: message)
    }
  }

  /// One line of a text that may have several, and not all of a long one.
  static func line(_ text: String) -> String {
    String(decoding: text.utf8.prefix(400).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
  }
}
