/// Rows of text, printed for people or for programs.
struct TextTable {
  /// The heading of each column.
  var columns: [String]
  /// The cells of each row.
  var rows: [[String]]

  /// A line for the heading and for each row, with columns that are as wide as their longest cell.
  var aligned: String {
    let all = [columns] + rows.map { $0.map(Self.escaped) }
    let widths = columns.indices.map { index in all.map { $0[index].count }.max() ?? 0 }
    return all.map { cells in
      var line = ""
      for (cell, width) in zip(cells, widths) {
        line += cell + String(repeating: " ", count: width - cell.count + 2)
      }
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
    .joined(separator: "\n")
  }

  /// A line for each row, with a tab between two cells.
  var tabSeparated: String {
    rows.map { $0.map(Self.escaped).joined(separator: "\t") }.joined(separator: "\n")
  }

  /// The text with control characters written as `\xHH`, and `\` as `\\`: it is one cell whatever
  /// is in it.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7f..<0xa0:
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + (digits.count == 1 ? "0" : "") + digits
      case 0x5c: result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
