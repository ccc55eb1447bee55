/// An account as a row of the list.
enum AccountRow {
  /// What the cells are.
  static let columns = [
    "NAME", "STATE", "PERMISSIONS", "USED", "QUOTA", "FILES", "FILE-QUOTA", "EXPIRES", "GROUPS",
    "HOME",
  ]

  /// The cells of an account.
  static func cells(of report: AccountReport) -> [String] {
    [
      report.name,
      report.isEnabled ? "enabled" : "disabled",
      report.permissions,
      report.usedBytes.map(String.init) ?? "-",
      report.quotaBytes.map(SizeText.write) ?? "-",
      report.usedFiles.map(String.init) ?? "-",
      report.quotaFiles.map(String.init) ?? "-",
      report.expires ?? "-",
      report.groups.isEmpty ? "-" : report.groups.joined(separator: ","),
      report.home,
    ]
  }
}
