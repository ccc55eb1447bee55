import FTPServers
import Foundation
import TestSupport

/// What a client program needs for a test: a server, a folder of its own, and a certificate.
struct ClientSetting: Sendable {
  /// How a client's connections are encrypted.
  enum Protection: String, Sendable, CaseIterable {
    case none, explicit, implicit
  }

  let running: RunningServer
  let protection: Protection
  /// The client's folder, which is its home too.
  let folder: String
  let certificate: ServerCertificate

  /// Runs a server for the time of a body.
  static func run<R>(
    _ protection: Protection = .none,
    _ body: nonisolated(nonsending) (ClientSetting) async throws -> R
  ) async throws -> R {
    try await temporaryDirectory { keys in
      try await temporaryDirectory { folder in
        let certificate = try await ServerCertificate(in: keys)
        return try await RunningServer.run({ configuration in
          configuration.tls = try certificate.server
        }) { running in
          let setting = ClientSetting(
            running: running,
            protection: protection,
            folder: folder,
            certificate: certificate
          )
          try FileManager.default.createDirectory(
            atPath: setting.home,
            withIntermediateDirectories: true
          )
          return try await body(setting)
        }
      }
    }
  }

  /// The home of the account that clients use.
  var home: String { running.homes + "/alice" }

  /// `HOST:PORT`.
  var address: String {
    protection == .implicit ? running.implicitAddress : running.address
  }

  /// The port as text.
  var port: String { String(address.split(separator: ":")[1]) }

  /// Where the server is, with the scheme that curl, lftp and wget know.
  var url: String { "\(protection == .implicit ? "ftps" : "ftp")://\(address)" }

  /// Runs a program to its end in the client's folder, which is its home too.
  func run(_ command: [String], input: String = "") async throws -> Program.Outcome {
    let environment = [
      "env", "-C", folder, "HOME=\(folder)", "LC_ALL=C.UTF-8", "TZ=UTC",
      // What programs in Go trust.
      "SSL_CERT_FILE=\(certificate.certificateFile)",
    ]
    return try await Program(environment + command).run(input: input)
  }
}

// The files on both sides.
extension ClientSetting {
  /// Bytes of no order, the same for each seed.
  static func bytes(_ count: Int, seed: UInt64 = 1) -> Data {
    var generator = SeededGenerator(seed: seed)
    return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  /// Writes files into a folder, and makes the folders that their paths name.
  static func write(_ files: [String: Data], in folder: String) throws {
    for (path, content) in files {
      let url = URL(filePath: folder + "/" + path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(),
        withIntermediateDirectories: true
      )
      try content.write(to: url)
    }
  }

  /// All files beneath a folder, by their paths in it; an empty folder is a path with a slash at
  /// its end.
  static func files(in folder: String) throws -> [String: Data] {
    var found: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      let whole = folder + "/" + path
      let type = try FileManager.default.attributesOfItem(atPath: whole)[.type]
      if type as? FileAttributeType != .typeDirectory {
        found[path] = try Data(contentsOf: URL(filePath: whole))
      } else if try FileManager.default.contentsOfDirectory(atPath: whole).isEmpty {
        found[path + "/"] = Data()
      }
    }
    return found
  }

  /// A small tree: empty and larger files, spaces, umlauts, a name that begins with a hyphen.
  static let tree: [String: Data] = {
    var tree = [
      "empty": Data(), "one": Data([1]), "large.bin": bytes(300_000),
      "a folder/with space.txt": Data("text\r\nand\nmore\n".utf8),
      "a folder/b/c/d/deep.bin": bytes(5_000, seed: 2), "grün/öl.txt": Data("Öl\n".utf8),
      "odd/-hyphen": Data("hyphen".utf8), "odd/it's 100% [sic] #1": Data("odd".utf8),
    ]
    for number in 0..<40 { tree["many/\(number).bin"] = bytes(number * 37, seed: UInt64(number)) }
    return tree
  }()
}
