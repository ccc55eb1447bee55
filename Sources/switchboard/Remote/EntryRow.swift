import FTPClients

/// A name of a folder at a server, as it is listed.
struct EntryRow: Hashable, Sendable, Encodable {
  /// What the cells are.
  static let columns = ["TYPE", "SIZE", "TIME", "NAME"]

  /// `file`, `dir`, `link` or `other`.
  let type: String
  /// In bytes; nil where the server does not tell.
  let size: Int64?
  /// UTC, as `2026-01-31T23:59:59Z`, as precisely as the server tells; nil where it does not.
  let time: String?
  /// With what would do something to a terminal as `\xHH`.
  let name: String

  init(_ entry: FTPEntry) {
    type =
      switch entry.kind {
      case .file: "file"
      case .directory: "dir"
      case .symbolicLink: "link"
      case .other, .unknown: "other"
      }
    size = entry.kind == .directory ? nil : entry.size
    time = entry.modified.map(Self.text)
    name = entry.name.description
  }

  private static func text(of time: FTPFileTime) -> String {
    let whole = DateText.moment(time.seconds)
    return switch time.precision {
    case .day: String(whole.prefix(10))
    case .minute: String(whole.prefix(16)) + "Z"
    case .second: whole
    }
  }

  /// A text for each column.
  var cells: [String] { [type, size.map(String.init) ?? "-", time ?? "-", name] }
}
