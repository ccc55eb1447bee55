import FTPServers
import Foundation
import TestSupport
import Testing

/// What rclone says and hears: many sessions, in Go.
@Suite(.timeLimit(.minutes(10))) struct RcloneTests {
  private func rclone(_ setting: ClientSetting, _ arguments: [String]) async throws -> String {
    let obscured = try await setting.run(["rclone", "obscure", RunningServer.password]).output
    var command = [
      "rclone", "--config", "/dev/null", "--ftp-host", "127.0.0.1", "--ftp-port", setting.port,
      "--ftp-user", "alice",
      "--ftp-pass", String(obscured.prefix { $0 != "\n" }), "--retries", "1", "--timeout", "60s",
    ]
    switch setting.protection {
    case .none: break
    case .explicit: command.append("--ftp-explicit-tls")
    case .implicit: command.append("--ftp-tls")
    }
    let outcome = try await setting.run(command + arguments)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test(arguments: ClientSetting.Protection.allCases)
  func `synchronises both ways, and lists`(protection: ClientSetting.Protection) async throws {
    try await ClientSetting.run(protection) { setting in
      try ClientSetting.write(ClientSetting.tree, in: setting.folder + "/tree")
      try ClientSetting.write(["many/old": Data()], in: setting.home + "/up")
      _ = try await rclone(setting, ["sync", "tree", ":ftp:up"])
      #expect(try ClientSetting.files(in: setting.home + "/up") == ClientSetting.tree)
      _ = try await rclone(setting, ["sync", ":ftp:up", "down"])
      #expect(try ClientSetting.files(in: setting.folder + "/down") == ClientSetting.tree)
      let listed = try await rclone(setting, ["lsf", "-R", "--files-only", ":ftp:up"])
      #expect(Set(listed.split(separator: "\n").map(String.init)) == Set(ClientSetting.tree.keys))
      _ = try await rclone(setting, ["check", "tree", ":ftp:up", "--download"])
      _ = try await rclone(setting, ["purge", ":ftp:up"])
      #expect(try ClientSetting.files(in: setting.home).isEmpty)
    }
  }
}
