import FTPClients

/// Whether a server tells everybody which version of what it is.
struct GreetingCheck {
  let greeting: FTPServerReply

  /// Bytes of a greeting that are shown.
  private static let shownMax = 120

  func run(_ findings: inout Findings) {
    let text = greeting.text
    let shown = text.utf8.count <= Self.shownMax ? text : String(text.prefix(Self.shownMax)) + "..."
    guard Self.namesVersion(text) else {
      return findings.good("the greeting names no version: \"\(shown)\"")
    }
    findings.warning(
      "the greeting names a version: \"\(shown)\"",
      advice: "say less: whoever looks for servers with a known fault reads it"
    )
  }

  /// Whether there is a number with a point in it, as 1.3 or 3.0.5, that is no IPv4 address.
  static func namesVersion(_ text: String) -> Bool {
    text.split { !("0"..."9").contains($0) && $0 != "." }.contains { word in
      let parts = word.split(separator: ".")
      return parts.count == 2 || parts.count == 3
    }
  }
}
