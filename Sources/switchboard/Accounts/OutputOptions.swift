import ArgumentParser
import Foundation
import SystemCalls

/// How a list is printed.
struct OutputOptions: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Print JSON.")
  var isJSON = false

  /// Prints a list: as JSON, as a table on a terminal, or as lines with tabs between the cells.
  ///
  /// - Parameters:
  ///   - rows: what the list is of.
  ///   - columns: the table's heading.
  ///   - cells: the cells of a row.
  /// - Throws: `OutputError`.
  func write<Row: Encodable>(
    _ rows: [Row],
    columns: [String],
    _ cells: (Row) -> [String]
  ) throws {
    guard !isJSON else { return try writeJSON(rows) }
    let table = TextTable(columns: columns, rows: rows.map(cells))
    let text = System.isTerminal(.output) ? table.aligned : table.tabSeparated
    if !text.isEmpty { try StandardOutput.write(line: text) }
  }

  /// Prints a value as JSON, for people to read and for programs.
  func writeJSON(_ value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    try StandardOutput.write(line: text)
  }
}
