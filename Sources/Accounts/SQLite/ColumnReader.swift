internal import GRDB

/// Reads columns of a row that anybody may have written.
struct ColumnReader {
  let row: Row
  let path: String

  /// The value of a column; nil where it is null.
  func value<Value: DatabaseValueConvertible & StatementColumnConvertible>(
    _ column: String,
    as type: Value.Type = Value.self
  ) throws -> Value? {
    try row.decode(Value?.self, forColumn: column)
  }

  /// What a text stands for; nil where the column is null.
  func text<Value>(_ column: String, _ parse: (String) -> Value?) throws -> Value? {
    guard let text = try value(column, as: String.self) else { return nil }
    guard let value = parse(text) else { throw damage(column) }
    return value
  }

  /// What the parts of a text stand for; nil where the column is null, none where it is empty.
  func list<Value>(
    _ column: String,
    separator: Character,
    _ parse: (String) -> Value?
  ) throws -> [Value]? {
    guard let text = try value(column, as: String.self) else { return nil }
    return try text.split(separator: separator).map { part in
      guard let value = parse(String(part)) else { throw damage(column) }
      return value
    }
  }

  /// A limit; nil where the column is null.
  func limit(_ column: String) throws -> LimitSetting? {
    switch try value(column, as: Int64.self) {
    case nil: nil
    case -1: LimitSetting.unlimited
    case .some(let number) where number >= 0: .limit(number)
    default: throw damage(column)
    }
  }

  /// A number that is there.
  func number(_ column: String) throws -> Int64 {
    guard let number = try value(column, as: Int64.self) else { throw damage(column) }
    return number
  }

  /// A name that is there.
  func name(_ column: String) throws -> AccountName {
    guard let name = try text(column, { AccountName($0) }) else { throw damage(column) }
    return name
  }

  /// The column holds what it cannot hold.
  func damage(_ column: String) -> AccountError {
    .damaged(path: path, finding: "a row has a \(column) that is none")
  }
}
