import Foundation
import SystemCalls

/// The folder with all that a server keeps: its configuration, accounts, certificate and homes.
struct DataFolder: Hashable, Sendable {
  /// Where it is, as an absolute path without a slash at its end.
  let path: String

  /// A folder that need not be there yet.
  ///
  /// - Parameter path: where it is; a relative path begins at the working directory.
  /// - Throws: `UsageError` where it is empty or holds a NUL byte.
  init(_ path: String) throws(UsageError) {
    guard !path.isEmpty, !path.utf8.contains(0) else { throw UsageError("no path of a folder") }
    let absolute =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    let names = absolute.split(separator: "/").filter { $0 != "." }
    self.path = "/" + names.joined(separator: "/")
  }

  /// Where it is if nobody says otherwise: `/var/lib/switchboard` for root, else
  /// `$XDG_DATA_HOME/switchboard`, or `~/.local/share/switchboard`.
  ///
  /// - Parameters:
  ///   - environment: looks up a variable.
  ///   - isRoot: whether the process is root's.
  /// - Returns: the folder.
  /// - Throws: `UsageError` where neither variable says where.
  static func standard(
    _ environment: (String) -> String?,
    isRoot: Bool
  ) throws(UsageError) -> DataFolder {
    if isRoot { return try DataFolder("/var/lib/switchboard") }
    // The base directory specification has relative paths ignored.
    if let data = environment("XDG_DATA_HOME"), data.hasPrefix("/") {
      return try DataFolder(data + "/switchboard")
    }
    guard let home = environment("HOME"), home.hasPrefix("/") else {
      throw UsageError("--data DIR is missing, and neither XDG_DATA_HOME nor HOME is set")
    }
    return try DataFolder(home + "/.local/share/switchboard")
  }

  /// The configuration, with a comment for each key.
  var configurationFile: String { path + "/" + Self.configurationName }
  /// The accounts, and what they use of their quotas.
  var accountsFile: String { path + "/" + Self.accountsName }
  /// The folder of certificate and key.
  var tlsFolder: String { path + "/" + Self.tlsName }
  /// The certificate that is used where the configuration names no other (PEM).
  var certificateFile: String { tlsFolder + "/" + Self.certificateName }
  /// Its key (PEM).
  var keyFile: String { tlsFolder + "/" + Self.keyName }
  /// The homes of accounts that have none elsewhere, by their names.
  var homesFolder: String { path + "/" + Self.homesName }
  /// The Unix socket by which a running server is asked.
  var controlSocket: String { path + "/control.sock" }
  /// Where the password of the first account is written, if there is no terminal to show it on.
  var firstLoginFile: String { path + "/" + Self.firstLoginName }

  static let configurationName = "switchboard.yaml"
  static let accountsName = "accounts.sqlite"
  static let tlsName = "tls"
  static let certificateName = "certificate.pem"
  static let keyName = "key.pem"
  static let homesName = "homes"
  static let firstLoginName = "first-login"
}
