import ArgumentParser
import FTPClients
import Foundation
import SystemCalls
import TLS

/// How a client command reaches its server, and who it is there.
struct RemoteOptions: ParsableArguments {
  @Flag(help: "Read the password from standard input: its first line.")
  var passwordStdin = false

  @Option(
    name: .customLong("ca"),
    help: ArgumentHelp(
      "Trust the certificates in this file (PEM) instead of the system's roots.",
      valueName: "FILE"
    )
  )
  var certificateAuthority: String?

  @Option(
    help: ArgumentHelp(
      "Trust the server's key by this SHA-256, 64 hexadecimal digits, and nothing else.",
      valueName: "SHA256"
    ),
    transform: { text in
      guard let pin = TLSKeyPin(hexadecimal: text) else {
        throw UsageError("--pin has 64 hexadecimal digits")
      }
      return pin
    }
  )
  var pin: TLSKeyPin?

  @Flag(help: "Have the server connect to this machine for data (active mode).")
  var active = false

  /// Who logs in at a server.
  ///
  /// The URL's own words come first, then `--password-stdin`, `~/.netrc`, and a question on the
  /// terminal. Without a user it is anonymous access.
  ///
  /// - Throws: `CommandFailure`; `Interrupted` where ^C was typed.
  func login(for url: RemoteURL) throws -> FTPCredentials {
    if let password = url.password {
      Complaint(
        "the password in the URL can be seen by others on this machine: ~/.netrc keeps it"
      ).tell()
      return FTPCredentials(user: url.user ?? "anonymous", password: password)
    }
    if passwordStdin {
      let line = try StandardInput.firstLine(bytesMax: Self.passwordBytesMax)
      let password = String(decoding: line, as: UTF8.self)
      return FTPCredentials(user: url.user ?? "anonymous", password: password)
    }
    let netrc = try Netrc.ofUser(ProcessInfo.processInfo.environment)
    let kept = netrc?.login(of: url.endpoint.host, user: url.user)
    guard let user = url.user ?? kept?.user else { return .anonymous }
    if let password = kept?.password { return FTPCredentials(user: user, password: password) }
    guard System.isTerminal(.input) else {
      let account = "\(user)@\(url.endpoint.host)"
      throw CommandFailure(
        "no password for \(account): put it into ~/.netrc, or give --password-stdin"
      )
    }
    let password = try PasswordPrompt().ask(for: "\(user)@\(url.endpoint.host)", isNew: false)
    return FTPCredentials(user: user, password: String(decoding: password, as: UTF8.self))
  }

  /// How the client behaves.
  ///
  /// - Throws: `CommandFailure` where the file of certificates cannot be used.
  func configuration(for url: RemoteURL) throws -> FTPClientConfiguration {
    var configuration = FTPClientConfiguration()
    configuration.security =
      switch url.scheme {
      case .ftp: .none
      case .ftpes: .explicitTLS
      case .ftps: .implicitTLS
      }
    configuration.dataMode = active ? .active : .passive
    configuration.unsafeNames = .dropped
    var tls = TLSClientConfiguration()
    if let certificateAuthority { tls.roots = try TLSRoots(file: certificateAuthority) }
    if let pin { tls.verification = .pinnedOnly([pin]) }
    configuration.tls = try TLSClient(tls)
    return configuration
  }

  private static let passwordBytesMax = 1024
}
