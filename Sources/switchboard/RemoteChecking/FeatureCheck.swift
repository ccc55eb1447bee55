import FTPClients

/// What a server says it can do, and what clients miss.
struct FeatureCheck {
  let features: FTPFeatures

  /// What clients use, as FEAT names it, with what it is good for.
  private static let wanted: [(name: String, parameter: String?, use: String)] = [
    ("MLST", nil, "listings that clients need not guess at"),
    ("UTF8", nil, "names of files in any script"),
    ("REST", "STREAM", "transfers that go on where they were cut"),
    ("SIZE", nil, "progress, and comparing files"),
    ("MDTM", nil, "times of files"),
    ("MFMT", nil, "uploads that keep their time"),
    ("EPSV", nil, "data connections over IPv6 and through NAT"),
  ]

  func run(_ findings: inout Findings) {
    guard features.wasTold else {
      return findings.warning(
        "it does not tell what it can do (FEAT)",
        advice: "look whether it can be told to, or is too old"
      )
    }
    let missing = Self.wanted.filter { !has($0.name, $0.parameter) }
    let names = features.lines.map { $0.split(separator: " ").first.map(String.init) ?? "" }
    findings.note("it says that it can: \(names.joined(separator: ", "))")
    for each in missing {
      let name = each.name + (each.parameter.map { " " + $0 } ?? "")
      findings.note("it does not offer \(name): \(each.use)")
    }
    if missing.isEmpty { findings.good("it offers all that clients use") }
  }

  private func has(_ name: String, _ parameter: String?) -> Bool {
    guard let found = features.parameter(of: name) else { return false }
    return parameter.map { found.uppercased().contains($0) } ?? true
  }
}
