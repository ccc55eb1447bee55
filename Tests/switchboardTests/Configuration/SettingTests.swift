import Foundation
import Testing

@testable import switchboard

/// Every key of the configuration.
struct SettingTests {
  @Test func `each has a name of its own, of small letters and hyphens`() {
    let names = Setting.all.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(name.utf8.allSatisfy { (0x61...0x7a).contains($0) || $0 == 0x2d }, "\(name)")
    }
  }

  @Test(arguments: Setting.all.map(\.name))
  func `its default is read as the default`(_ name: String) throws {
    let setting = try #require(Setting.named(name))
    var settings = ServeSettings()
    try setting.read(setting.standard, &settings)
    #expect(settings == ServeSettings())
    #expect(setting.isEqual(settings, ServeSettings()))
  }

  /// A value that is not the default, and one that cannot be used.
  static let values: [(name: String, good: [String], bad: String)] = [
    ("ftp", ["0.0.0.0:21", "[::1]:21"], "::1:21"), ("ftps", ["files.example:990"], "990"),
    ("proxy-from", ["10.0.0.0/8"], "10.0.0.0/33"), ("loops", ["4"], "0"), ("grace", ["1m"], "-1"),
    ("banner", ["Hello"], "a\u{7f}"), ("tls-certificate", ["/a.pem"], "a.pem"),
    ("tls-key", ["/a.pem"], "a.pem"), ("require-tls", ["data"], "yes"),
    ("data-session-reuse", ["require"], "on"), ("allow-missing-close-notify", ["true"], "yes"),
    ("passive-ports", ["50000-50100"], "50100-50000"),
    ("passive-address", ["192.0.2.1", "10.0.0.0/8=own"], "a=b"), ("active-mode", ["false"], "off"),
    ("sessions-max", ["1"], "0"), ("sessions-per-address", ["none"], "any"),
    ("sessions-per-account", ["3"], "-3"), ("login-timeout", ["5s"], "0"),
    ("idle-timeout", ["10m"], "999ms"), ("stalled-timeout", ["1s"], "0s"),
    ("data-timeout", ["1s"], ""), ("handshake-timeout", ["1s"], "1x"),
    ("session-timeout", ["24h"], "ever"), ("upload-rate", ["1M"], "0"),
    ("download-rate", ["512K"], "fast"), ("matches-max", ["5"], "many"),
    ("password-checks", ["4"], "65"), ("waiting-logins", ["4"], "0"), ("file-calls", ["4"], "513"),
    ("login-delay", ["0"], "x"), ("login-delay-max", ["1s"], "x"), ("ban-after", ["3"], "0"),
    ("ban-time", ["1h"], "x"), ("failure-memory", ["1h"], "x"), ("anonymous-home", ["/pub"], "pub"),
    ("anonymous-permissions", ["list"], "look"), ("home-roots", ["/srv"], "srv"),
    ("file-mode", ["0600"], "1777"), ("directory-mode", ["700"], "0800"), ("fsync", ["true"], "1x"),
    ("keep-cut-uploads", ["1h"], "long"), ("cut-lost-uploads", ["false"], "2"),
    ("user", ["daemon"], "a b"), ("log-level", ["debug"], "loud"),
    ("transfer-log", ["/var/log/a"], "a"), ("xferlog", ["/var/log/b"], "b"),
  ]

  @Test func `there are values for each of them`() {
    #expect(Set(Self.values.map(\.name)) == Set(Setting.all.map(\.name)))
  }

  @Test(arguments: values)
  func `another value changes this setting and no other, and a bad one none`(
    _ name: String,
    _ good: [String],
    _ bad: String
  ) throws {
    let setting = try #require(Setting.named(name))
    var settings = ServeSettings()
    try setting.read(good, &settings)
    let changed = Setting.all.filter { !$0.isEqual(settings, ServeSettings()) }.map(\.name)
    #expect(changed == [name])
    #expect(throws: UsageError.self) { try setting.read([bad], &settings) }
    if !setting.isList {
      #expect(throws: UsageError.self) { try setting.read(good + good, &settings) }
    }
  }

  @Test func `the file of a first run says nothing but comments`() throws {
    let file = try ConfigurationFile(ConfigurationText.file, path: "test.yaml")
    #expect(file.entries.isEmpty)
    #expect(ConfigurationText.file.split(separator: "\n").allSatisfy { $0.utf8.count <= 100 })
  }

  @Test func `with its keys uncommented it says the defaults of all`() throws {
    let lines = ConfigurationText.file.split(separator: "\n").filter { line in
      line.hasPrefix("#   - ") || Setting.all.contains { line.hasPrefix("# \($0.name):") }
    }
    let text = lines.map { $0.dropFirst(2) }.joined(separator: "\n")
    let file = try ConfigurationFile(text, path: "test.yaml")
    #expect(file.entries.map(\.setting.name) == Setting.all.map(\.name))
    var settings = ServeSettings()
    try file.apply(to: &settings)
    #expect(settings == ServeSettings())
  }

  @Test func `the page of documentation is what the definitions say`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Documentation/Configuration.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    #expect(
      text == ConfigurationText.page,
      "switchboard configuration --markdown >Documentation/Configuration.md"
    )
  }
}
