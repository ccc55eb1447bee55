import FTPServers
import Foundation
import TestSupport
import Testing

/// What curl says and hears.
@Suite(.timeLimit(.minutes(10))) struct CurlTests {
  private static let content = ClientSetting.bytes(300_000)

  /// A server, and curl with all that it needs before its own options.
  private func withCurl(
    _ protection: ClientSetting.Protection,
    _ body: (ClientSetting, ([String]) async throws -> Program.Outcome) async throws -> Void
  ) async throws {
    try await ClientSetting.run(protection) { setting in
      var command = [
        "curl", "-q", "-sS", "--user", "alice:\(RunningServer.password)", "--cacert",
        setting.certificate.certificateFile, "--max-time", "120",
      ]
      if protection == .explicit { command.append("--ssl-reqd") }
      try ClientSetting.write(["a.bin": Self.content], in: setting.folder)
      try await body(setting) { arguments in try await setting.run(command + arguments) }
    }
  }

  /// Asserts that a program has ended well.
  private func expectSuccess(
    _ outcome: Program.Outcome,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: location)
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `stores, fetches and lists`(protection: ClientSetting.Protection) async throws {
    try await withCurl(protection) { setting, curl in
      let url = setting.url
      expectSuccess(try await curl(["-T", "a.bin", "\(url)/"]))
      expectSuccess(try await curl(["\(url)/a.bin", "-o", "b.bin"]))
      #expect(try ClientSetting.files(in: setting.home) == ["a.bin": Self.content])
      #expect(try ClientSetting.files(in: setting.folder)["b.bin"] == Self.content)
      #expect(try await curl(["-l", "\(url)/"]).output == "a.bin\n")
      let listed = try await curl(["\(url)/"])
      #expect(listed.output.hasPrefix("-rw-r--r--   1 alice    users          300000 "))
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `goes on where it was cut, both ways`(protection: ClientSetting.Protection) async throws {
    try await withCurl(protection) { setting, curl in
      let half = ["half.bin": Self.content.prefix(100_000)]
      try ClientSetting.write(half, in: setting.home)
      try ClientSetting.write(half, in: setting.folder)
      expectSuccess(try await curl(["-C", "-", "-T", "a.bin", "\(setting.url)/half.bin"]))
      #expect(try ClientSetting.files(in: setting.home)["half.bin"] == Self.content)
      expectSuccess(try await curl(["-C", "-", "-o", "half.bin", "\(setting.url)/half.bin"]))
      #expect(try ClientSetting.files(in: setting.folder)["half.bin"] == Self.content)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `fetches ranges`(protection: ClientSetting.Protection) async throws {
    try await withCurl(protection) { setting, curl in
      try ClientSetting.write(["a.bin": Self.content], in: setting.home)
      for (range, expected) in [
        ("1000-1999", Self.content[1000..<2000]), ("-500", Self.content.suffix(500)),
        ("299999-", Self.content.suffix(1)), ("0-0", Self.content.prefix(1)),
      ] {
        expectSuccess(try await curl(["-r", range, "-o", "part", "\(setting.url)/a.bin"]))
        let part = try ClientSetting.files(in: setting.folder)["part"]
        #expect(part == expected, "\(range)")
      }
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `makes directories, and asks for size and time`(
    protection: ClientSetting.Protection
  ) async throws {
    try await withCurl(protection) { setting, curl in
      let url = "\(setting.url)/x/with%20space/z/a.bin"
      expectSuccess(try await curl(["--ftp-create-dirs", "-T", "a.bin", url]))
      #expect(try ClientSetting.files(in: setting.home) == ["x/with space/z/a.bin": Self.content])
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_234_567_890)],
        ofItemAtPath: setting.home + "/x/with space/z/a.bin"
      )
      let head = try await curl(["-I", url]).output
      #expect(
        head == """
          Last-Modified: Fri, 13 Feb 2009 23:31:30 GMT\r
          Content-Length: 300000\r
          Accept-ranges: bytes\r

          """
      )
    }
  }

  // Of curl 7.88 only in the clear: over TLS it closes its own listener first.
  @Test func `has the server connect to it`() async throws {
    try await withCurl(.none) { setting, curl in
      expectSuccess(try await curl(["-P", "-", "-T", "a.bin", "\(setting.url)/"]))
      #expect(try ClientSetting.files(in: setting.home) == ["a.bin": Self.content])
      expectSuccess(try await curl(["-P", "-", "\(setting.url)/a.bin", "-o", "b.bin"]))
      #expect(try ClientSetting.files(in: setting.folder)["b.bin"] == Self.content)
      let old = try await curl(["--disable-eprt", "-P", "-", "\(setting.url)/a.bin", "-o", "c.bin"])
      expectSuccess(old)
      #expect(try ClientSetting.files(in: setting.folder)["c.bin"] == Self.content)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `sends commands of its user`(protection: ClientSetting.Protection) async throws {
    try await withCurl(protection) { setting, curl in
      try ClientSetting.write(["a.bin": Self.content, "b": Data()], in: setting.home)
      let commands = ["RNFR a.bin", "RNTO c.bin", "SITE CHMOD 600 c.bin", "DELE b", "MKD d"]
      var arguments = commands.flatMap { ["-Q", $0] }
      arguments += ["-Q", "-MFMT 20010203040506 c.bin", "\(setting.url)/"]
      expectSuccess(try await curl(arguments))
      #expect(try ClientSetting.files(in: setting.home) == ["c.bin": Self.content, "d/": Data()])
      let attributes = try FileManager.default.attributesOfItem(atPath: setting.home + "/c.bin")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(
        attributes[.modificationDate] as? Date == Date(timeIntervalSince1970: 981_173_106)
      )
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `tells by its exit status what was wrong`(
    protection: ClientSetting.Protection
  ) async throws {
    try await withCurl(protection) { setting, curl in
      for (arguments, status) in [
        (["missing"], 78), (["missing/"], 9), (["missing/a.bin", "-T", "a.bin"], 9),
        (["", "--user", "alice:wrong"], 67), (["", "--user", "nobody:secret"], 67),
      ] {
        let outcome = try await curl(["\(setting.url)/\(arguments[0])"] + arguments.dropFirst())
        #expect(outcome.status == status, "\(arguments)")
      }
    }
  }
}
