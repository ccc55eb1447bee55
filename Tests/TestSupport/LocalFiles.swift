import Foundation

/// What the files of this machine say about names, so that no test asks a name server.
package enum LocalFiles {
  /// Whether /etc/hosts gives the name this address.
  package static func hostsHas(_ name: String, for address: String) -> Bool {
    entries(of: "/etc/hosts").contains { $0.first == address && $0.dropFirst().contains(name) }
  }

  /// Whether /etc/services has the name with the port and protocol, such as `80/tcp`.
  package static func servicesHas(_ name: String, at port: String) -> Bool {
    entries(of: "/etc/services").contains { $0.first == name && $0.dropFirst().first == port }
  }

  /// The words of each line, without comments.
  private static func entries(of path: String) -> [[String]] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
    return text.split(separator: "\n").map { line in
      line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }.map(String.init)
    }
  }
}
