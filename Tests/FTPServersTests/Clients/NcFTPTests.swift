import FTPServers
import Foundation
import TestSupport
import Testing

/// What ncftp says and hears; it knows no TLS.
@Suite(.timeLimit(.minutes(10))) struct NcFTPTests {
  private func run(
    _ program: String,
    _ setting: ClientSetting,
    _ arguments: String...
  ) async throws -> String {
    let login = ["-u", "alice", "-p", RunningServer.password, "-P", setting.port, "-t", "60"]
    let outcome = try await setting.run([program] + login + arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test func `stores and fetches trees`() async throws {
    try await ClientSetting.run { setting in
      try ClientSetting.write(ClientSetting.tree, in: setting.folder + "/tree")
      _ = try await run("ncftpput", setting, "-R", "-m", "127.0.0.1", "up", "tree")
      #expect(try ClientSetting.files(in: setting.home + "/up/tree") == ClientSetting.tree)
      _ = try await run("ncftpget", setting, "-R", "127.0.0.1", "down", "up/tree")
      #expect(try ClientSetting.files(in: setting.folder + "/down/tree") == ClientSetting.tree)
    }
  }

  @Test func `stores and fetches files, and keeps their times`() async throws {
    try await ClientSetting.run { setting in
      let old = Date(timeIntervalSince1970: 1_234_567_890)
      try ClientSetting.write(["a": Data("text".utf8)], in: setting.folder)
      try FileManager.default.setAttributes(
        [.modificationDate: old],
        ofItemAtPath: setting.folder + "/a"
      )
      _ = try await run("ncftpput", setting, "127.0.0.1", ".", "a")
      #expect(try ClientSetting.files(in: setting.home) == ["a": Data("text".utf8)])
      try FileManager.default.removeItem(atPath: setting.folder + "/a")
      _ = try await run("ncftpget", setting, "127.0.0.1", ".", "a")
      #expect(try ClientSetting.files(in: setting.folder)["a"] == Data("text".utf8))
      let got = try FileManager.default.attributesOfItem(atPath: setting.folder + "/a")
      #expect(got[.modificationDate] as? Date == old)
    }
  }

  @Test func `has the server connect to it`() async throws {
    try await ClientSetting.run { setting in
      try ClientSetting.write(["a": Data("text".utf8)], in: setting.folder)
      _ = try await run("ncftpput", setting, "-E", "127.0.0.1", ".", "a")
      #expect(try ClientSetting.files(in: setting.home) == ["a": Data("text".utf8)])
    }
  }

  @Test func `lists`() async throws {
    try await ClientSetting.run { setting in
      try ClientSetting.write(["a": Data(), "d/b": Data()], in: setting.home)
      let url = "ftp://127.0.0.1/"
      #expect(try await run("ncftpls", setting, "-1", url).split(separator: "\n") == ["a", "d"])
      let long = try await run("ncftpls", setting, "-l", url)
      #expect(long.contains(" alice    users ") && long.contains(" d"), "\(long)")
    }
  }
}
