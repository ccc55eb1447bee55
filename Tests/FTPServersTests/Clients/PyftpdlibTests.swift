import Accounts
import FTPServers
import Foundation
import SocketAddresses
import SocketServers
import TestSupport
import Testing

/// The tests that pyftpdlib, a server in Python, has for itself, put to ours.
///
/// `Scripts/run-pyftpdlib-tests` says which are left out and why; `make deps` unpacks them.
@Suite(.timeLimit(.minutes(10))) struct PyftpdlibTests {
  private static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(arguments: [ClientSetting.Protection.none, .explicit])
  func `all tests of pyftpdlib that look at the wire pass`(
    protection: ClientSetting.Protection
  ) async throws {
    let suite = Self.repository.appending(path: ".build/pyftpdlib")
    let python = suite.appending(path: "bin/python3").path
    try #require(FileManager.default.isExecutableFile(atPath: python), "make deps unpacks it")
    try await temporaryDirectory { keys in
      let certificate = try await ServerCertificate(in: keys)
      try await temporaryDirectory { home in
        let addresses = [SocketAddress.ipv6(.loopback, port: 0), Self.mapped]
        let more = addresses.map { address in
          FTPListener(IPBinding(address: address, isDualStack: address == Self.mapped))
        }
        try await RunningServer.run(alsoAt: more) { configuration in
          configuration.tls = try certificate.server
          configuration.anonymous = FTPAnonymousAccess(home: home)
        } _: { running in
          try running.addAccount("user", password: "12345") { $0.home = home }
          let bound = running.server.localAddresses
          let arguments = [
            "--suite", suite.appending(path: "source").path, "--home", home,
            "--address", "\(bound[0])", "--address-v6", "\(bound[2])",
            "--address-mapped", "127.0.0.1:\(bound[3].port ?? 0)",
          ]
          let script = Self.repository.appending(path: "Scripts/run-pyftpdlib-tests").path
          let outcome = try await Program(
            [python, script] + arguments + (protection == .none ? [] : ["--tls"])
          ).run()
          #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
          #expect(outcome.output.contains(" tests of pyftpdlib, 0 skipped"))
        }
      }
    }
  }

  /// 127.0.0.1 as a socket of IPv6 knows it.
  private static let mapped = SocketAddress.ipv6(
    IPv4Address.loopback.mappedToIPv6,
    port: 0
  )
}
