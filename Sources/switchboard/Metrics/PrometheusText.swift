/// Metrics in the text format that Prometheus reads, version 0.0.4.
enum PrometheusText {
  /// The lines of a table, each with its end.
  static func text(of table: MetricsTable) -> String {
    var text = ""
    var last = ""
    for (key, entry) in table.all {
      if key.label != last {
        text += "# TYPE \(key.label) \(kind(of: entry))\n"
        last = key.label
      }
      for (suffix, value) in values(of: entry) {
        text += "\(key.label)\(suffix)\(labels(key.dimensions)) \(number(value))\n"
      }
    }
    return text
  }

  private static func kind(of entry: MetricsTable.Entry) -> String {
    switch entry {
    case .counter: "counter"
    case .meter: "gauge"
    case .summary: "summary"
    }
  }

  private static func values(of entry: MetricsTable.Entry) -> [(suffix: String, value: Double)] {
    switch entry {
    case .counter(let value), .meter(let value): [("", value.value)]
    case .summary(let summary):
      [("_sum", summary.values.sum), ("_count", Double(summary.values.count))]
    }
  }

  private static func labels(_ dimensions: [[String]]) -> String {
    guard !dimensions.isEmpty else { return "" }
    let pairs = dimensions.map { "\($0[0])=\"\(escaped($0[1]))\"" }
    return "{" + pairs.joined(separator: ",") + "}"
  }

  private static func escaped(_ value: String) -> String {
    var text = ""
    for character in value {
      switch character {
      case "\\": text += "\\\\"
      case "\"": text += "\\\""
      case "\n": text += "\\n"
      default: text.append(character)
      }
    }
    return text
  }

  /// Whole numbers without a fraction.
  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map(String.init) ?? "\(value)"
  }
}
