import FTPServers
import Foundation
import TestSupport
import Testing

/// What wget says and hears: it reads the columns of `LIST -a`.
@Suite(.timeLimit(.minutes(10))) struct WgetTests {
  private func wget(_ setting: ClientSetting, _ arguments: String...) async throws -> String {
    var command = [
      "wget", "--no-config", "-nv", "--tries=1", "--timeout=60", "--user=alice",
      "--password=\(RunningServer.password)",
      "--ca-certificate=\(setting.certificate.certificateFile)",
    ]
    if setting.protection == .implicit { command.append("--ftps-implicit") }
    let outcome = try await setting.run(command + arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.errors
  }

  /// wget calls both kinds of encryption `ftps`.
  private func url(_ setting: ClientSetting) -> String {
    "\(setting.protection == .none ? "ftp" : "ftps")://\(setting.address)"
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `fetches a tree`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try ClientSetting.write(ClientSetting.tree, in: setting.home)
      _ = try await wget(setting, "-r", "-l", "10", "-nH", "-P", "got", url(setting) + "/")
      // Names as they would be in a URL, where wget thinks that a system cannot have them.
      let got = try ClientSetting.files(in: setting.folder + "/got")
      #expect(got == ClientSetting.tree)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `goes on where it was cut`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      let content = ClientSetting.bytes(300_000)
      try ClientSetting.write(["a.bin": content], in: setting.home)
      try ClientSetting.write(["a.bin": content.prefix(100_000)], in: setting.folder)
      _ = try await wget(setting, "-c", url(setting) + "/a.bin")
      #expect(try ClientSetting.files(in: setting.folder)["a.bin"] == content)
    }
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `fetches again only what is newer`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      let path = setting.home + "/a.bin"
      try ClientSetting.write(["a.bin": Data("old".utf8)], in: setting.home)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1_234_612_800)],
        ofItemAtPath: path
      )
      _ = try await wget(setting, "-N", url(setting) + "/a.bin")
      let got = try FileManager.default.attributesOfItem(atPath: setting.folder + "/a.bin")
      // LIST of a file of that age tells the day only.
      let day = Date(timeIntervalSince1970: 1_234_569_600)
      #expect(got[.modificationDate] as? Date == day)
      let again = try await wget(setting, "-N", url(setting) + "/a.bin")
      #expect(!again.contains("-> \"a.bin\""), "\(again)")
      try ClientSetting.write(["a.bin": Data("new".utf8)], in: setting.home)
      _ = try await wget(setting, "-N", url(setting) + "/a.bin")
      #expect(try ClientSetting.files(in: setting.folder)["a.bin"] == Data("new".utf8))
    }
  }
}
