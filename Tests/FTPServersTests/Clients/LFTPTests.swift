import FTPServers
import Foundation
import TestSupport
import Testing

/// What lftp says and hears: it asks for all features, sends ahead, and opens several sessions.
@Suite(.timeLimit(.minutes(10))) struct LFTPTests {
  /// Runs lftp's own commands, after a login.
  private func lftp(_ setting: ClientSetting, _ commands: String) async throws -> String {
    let isEncrypted = setting.protection != .none
    let script = """
      set cmd:fail-exit yes
      set net:max-retries 2
      set net:timeout 60
      set ftp:ssl-allow \(isEncrypted ? "yes" : "no")
      set ftp:ssl-force \(setting.protection == .explicit ? "yes" : "no")
      set ftp:ssl-protect-data yes
      set ssl:ca-file \(setting.certificate.certificateFile)
      open -u alice,\(RunningServer.password) \(setting.url)
      \(commands)
      """
    try ClientSetting.write(["script": Data(script.utf8)], in: setting.folder)
    let outcome = try await setting.run(["lftp", "--norc", "-f", "script"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test(arguments: ClientSetting.Protection.allCases, [1, 4])
  func `mirrors a tree both ways`(
    protection: ClientSetting.Protection,
    parallel: Int
  ) async throws {
    try await ClientSetting.run(protection) { setting in
      try ClientSetting.write(ClientSetting.tree, in: setting.folder + "/tree")
      let old = Date(timeIntervalSince1970: 1_234_567_890)
      try FileManager.default.setAttributes(
        [.modificationDate: old],
        ofItemAtPath: setting.folder + "/tree/large.bin"
      )
      _ = try await lftp(setting, "mirror -R -P\(parallel) tree up")
      #expect(try ClientSetting.files(in: setting.home + "/up") == ClientSetting.tree)
      #expect(try modified(setting.home + "/up/large.bin") == old)
      _ = try await lftp(setting, "mirror -P\(parallel) up down")
      #expect(try ClientSetting.files(in: setting.folder + "/down") == ClientSetting.tree)
      #expect(try modified(setting.folder + "/down/large.bin") == old)
      // All is there already.
      let again = try await lftp(setting, "mirror -v -P\(parallel) up down")
      #expect(!again.contains("Transferring"), "\(again)")
    }
  }

  private func modified(_ path: String) throws -> Date? {
    try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `removes what is gone, and brings what is new`(
    protection: ClientSetting.Protection
  ) async throws {
    try await ClientSetting.run(protection) { setting in
      try ClientSetting.write(["x/a": Data([1]), "x/b": Data([2])], in: setting.folder + "/tree")
      try ClientSetting.write(["x/b": Data([9, 9]), "y/c/d": Data()], in: setting.home + "/up")
      _ = try await lftp(setting, "mirror -R --delete tree up")
      let expected = ["x/a": Data([1]), "x/b": Data([2])]
      #expect(try ClientSetting.files(in: setting.home + "/up") == expected)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `fetches a file in pieces at once`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      let content = ClientSetting.bytes(4_000_000)
      try ClientSetting.write(["large.bin": content], in: setting.home)
      _ = try await lftp(setting, "set pget:min-chunk-size 100k\npget -n 4 large.bin -o got.bin")
      #expect(try ClientSetting.files(in: setting.folder)["got.bin"] == content)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `works on directories and files`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try ClientSetting.write(["f": Data("text".utf8)], in: setting.folder)
      let output = try await lftp(
        setting,
        """
        mkdir -p a/b/c
        put -O a f
        mv a/f a/g
        chmod 640 a/g
        mput -O a/b f
        cls -1 a
        cat a/g
        rm -r a/b
        mkdir "with space"
        cd "with space"
        pwd
        cd ..
        rmdir "with space"
        du -s a
        find a
        """
      )
      #expect(output.contains("a/b/\na/g\n"), "\(output)")
      #expect(output.contains("text"))
      #expect(output.contains("/with%20space\n"), "\(output)")
      #expect(output.hasSuffix("a/\na/g\n"), "\(output)")
      #expect(try ClientSetting.files(in: setting.home) == ["a/g": Data("text".utf8)])
      let attributes = try FileManager.default.attributesOfItem(atPath: setting.home + "/a/g")
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `goes on where it was cut, both ways`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      let content = ClientSetting.bytes(300_000)
      let half = ["half.bin": content.prefix(100_000)]
      try ClientSetting.write(["whole.bin": content], in: setting.folder)
      try ClientSetting.write(half, in: setting.home)
      _ = try await lftp(setting, "put -c whole.bin -o half.bin")
      #expect(try ClientSetting.files(in: setting.home)["half.bin"] == content)
      try ClientSetting.write(half, in: setting.folder)
      _ = try await lftp(setting, "get -c half.bin -o half.bin")
      #expect(try ClientSetting.files(in: setting.folder)["half.bin"] == content)
    }
  }

  @Test func `has the server connect to it`() async throws {
    try await ClientSetting.run { setting in
      try ClientSetting.write(ClientSetting.tree, in: setting.folder + "/tree")
      _ = try await lftp(setting, "set ftp:passive-mode no\nmirror -R tree up\nmirror up down")
      #expect(try ClientSetting.files(in: setting.home + "/up") == ClientSetting.tree)
      #expect(try ClientSetting.files(in: setting.folder + "/down") == ClientSetting.tree)
    }
  }
}
