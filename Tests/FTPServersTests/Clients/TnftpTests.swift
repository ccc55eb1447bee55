import FTPServers
import Foundation
import TestSupport
import Testing

/// What tnftp, NetBSD's `ftp`, says and hears: the server matches patterns for it.
@Suite(.timeLimit(.minutes(10))) struct TnftpTests {
  private func tnftp(_ setting: ClientSetting, _ commands: String...) async throws -> String {
    let login = ["open 127.0.0.1 \(setting.port)", "user alice \(RunningServer.password)"]
    let script = (login + commands + ["bye", ""]).joined(separator: "\n")
    let outcome = try await setting.run(["tnftp", "-n", "-i", "-v"], input: script)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  @Test func `stores and fetches files by patterns`() async throws {
    try await ClientSetting.run { setting in
      var files = ["c.txt": Data("text\n".utf8)]
      for number in 0..<9 {
        files["\(number).bin"] = ClientSetting.bytes(1_000 * number, seed: UInt64(number))
      }
      try ClientSetting.write(files, in: setting.folder + "/from")
      _ = try await tnftp(setting, "lcd from", "binary", "mkdir up", "cd up", "mput *.bin")
      let binary = files.filter { $0.key.hasSuffix(".bin") }
      #expect(try ClientSetting.files(in: setting.home + "/up") == binary)
      try ClientSetting.write(["keep": Data()], in: setting.folder + "/to")
      _ = try await tnftp(setting, "lcd to", "binary", "cd up", "mget [0-4].bin ?.txt")
      let got = try ClientSetting.files(in: setting.folder + "/to").keys.sorted()
      #expect(got == ["0.bin", "1.bin", "2.bin", "3.bin", "4.bin", "keep"])
    }
  }

  @Test func `stores, goes on and fetches, and keeps times`() async throws {
    try await ClientSetting.run { setting in
      let content = ClientSetting.bytes(300_000)
      try ClientSetting.write(["a": content], in: setting.folder)
      _ = try await tnftp(setting, "binary", "put a", "rename a b", "chmod 600 b")
      #expect(try ClientSetting.files(in: setting.home) == ["b": content])
      let old = Date(timeIntervalSince1970: 1_234_567_890)
      try FileManager.default.setAttributes(
        [.modificationDate: old],
        ofItemAtPath: setting.home + "/b"
      )
      try ClientSetting.write(["b": content.prefix(1_000)], in: setting.folder)
      _ = try await tnftp(setting, "binary", "reget b")
      #expect(try ClientSetting.files(in: setting.folder)["b"] == content)
      let got = try FileManager.default.attributesOfItem(atPath: setting.folder + "/b")
      #expect(got[.modificationDate] as? Date == old)
    }
  }

  @Test func `lists and asks`() async throws {
    try await ClientSetting.run { setting in
      try ClientSetting.write(["a": Data("12345".utf8), "d/b": Data()], in: setting.home)
      let output = try await tnftp(
        setting,
        "ls",
        "nlist",
        "mlsd",
        "mlst a",
        "size a",
        "modtime a",
        "pwd",
        "system",
        "rstatus"
      )
      #expect(output.contains("-rw-r--r--   1 alice    users               5 "), "\(output)")
      #expect(output.contains("type=dir;"))
      #expect(output.contains("UNIX Type: L8"))
      #expect(output.contains("211-Status:"))
    }
  }

  @Test func `fetches a URL`() async throws {
    try await ClientSetting.run { setting in
      let content = ClientSetting.bytes(30_000)
      try ClientSetting.write(["d/a.bin": content], in: setting.home)
      let login = "alice:\(RunningServer.password)"
      let url = "ftp://\(login)@127.0.0.1:\(setting.port)/d/a.bin"
      let outcome = try await setting.run(["tnftp", "-o", "got", url])
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(try ClientSetting.files(in: setting.folder)["got"] == content)
    }
  }
}
