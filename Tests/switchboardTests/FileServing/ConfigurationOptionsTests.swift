import ArgumentParser
import Testing

@testable import switchboard

struct ConfigurationOptionsTests {
  static let lines: [(given: String, rewritten: String)] = [
    ("serve", "serve"), ("serve --idle-timeout 5m", "serve --set idle-timeout=5m"),
    ("serve --idle-timeout=5m --fsync true", "serve --set idle-timeout=5m --set fsync=true"),
    ("serve --ftp a:1 --data d", "serve --ftp a:1 --data d"),
    ("serve --nonsense x", "serve --nonsense x"), ("serve --user", "serve --user"),
    ("serve --banner= -h", "serve --set banner= -h"),
    ("serve -- --fsync true", "serve -- --fsync true"),
    ("serve --home-roots /a --home-roots /b", "serve --set home-roots=/a --set home-roots=/b"),
  ]

  @Test(arguments: lines)
  func `each key is an option`(_ given: String, _ rewritten: String) {
    let words = given.split(separator: " ").map(String.init)
    #expect(ConfigurationOptions.rewritten(words).joined(separator: " ") == rewritten)
  }

  @Test func `what is assigned to a key is found under it`() throws {
    let arguments = ["--set", "home-roots=/a", "--set", "home-roots=/b=c", "--ftp", "127.0.0.1:0"]
    let options = try ConfigurationOptions.parse(arguments)
    let sources = try options.sources(for: DataFolder("/data"), in: Environment { _ in nil })
    #expect(sources.options == ["home-roots": ["/a", "/b=c"], "ftp": ["127.0.0.1:0"]])
    #expect(sources.file == "/data/switchboard.yaml")
    #expect(!sources.isFileNamed)
  }

  @Test(arguments: ["fsync", "prot=1", "=1"])
  func `what is no assignment to a key is refused`(_ text: String) {
    #expect(throws: (any Error).self) { try ConfigurationOptions.parse(["--set", text]) }
  }
}
