import SocketAddresses
import Testing

@testable import switchboard

struct ConfigurationFileTests {
  @Test func `values, lists and comments are read`() throws {
    let text = """
      # A comment.
      banner: "Hello: there"
      ftp: [127.0.0.1:21, "[::1]:21"]
      ftps:
        - 127.0.0.1:990
      home-roots: /srv/files
      file-mode: 0640
      fsync: true
      """
    var settings = ServeSettings()
    try ConfigurationFile(text, path: "a.yaml").apply(to: &settings)
    #expect(settings.banner == "Hello: there")
    #expect(settings.ftp.map(\.description) == ["127.0.0.1:21", "[::1]:21"])
    #expect(settings.ftps.map(\.description) == ["127.0.0.1:990"])
    #expect(settings.homeRoots == ["/srv/files"])
    #expect(settings.fileMode == 0o640)
    #expect(settings.fsync)
  }

  @Test(arguments: ["", "\n\n", "# nothing\n", "---\n"])
  func `a file may say nothing`(_ text: String) throws {
    #expect(try ConfigurationFile(text, path: "a.yaml").entries.isEmpty)
  }

  static let mistakes: [(text: String, error: String)] = [
    ("prot: 1", "a.yaml:1: unknown key \"prot\""),
    ("\nidle-timout: 5m", "a.yaml:2: unknown key \"idle-timout\", did you mean \"idle-timeout\"?"),
    ("idle_timeout: 5m", "a.yaml:1: unknown key \"idle_timeout\", did you mean \"idle-timeout\"?"),
    ("FTP: 1:2", "a.yaml:1: unknown key \"FTP\", did you mean \"ftp\"?"),
    (
      "fsync: false\n\nloops: many",
      "a.yaml:3: loops \"many\": not a number from 1 to 1024"
    ),
    ("fsync:", "a.yaml:1: fsync has no value"),
    ("fsync: [true]", "a.yaml:1: fsync is no list and no mapping, but true or false"),
    ("fsync: {a: b}", "a.yaml:1: fsync is no list and no mapping, but true or false"),
    ("ftp:\n  - {a: b}", "a.yaml:2: ftp has a value that is no word"),
    ("- ftp", "a.yaml:1: not of the form KEY: VALUE"),
    ("ftp", "a.yaml:1: not of the form KEY: VALUE"),
    ("[a]: b", "a.yaml:1: a key is no word"),
    ("home-roots: [srv]", "a.yaml:1: home-roots \"srv\": not an absolute path"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told with file and line`(_ text: String, _ error: String) {
    #expect(throws: ConfigurationError(description: error)) {
      var settings = ServeSettings()
      try ConfigurationFile(text, path: "a.yaml").apply(to: &settings)
    }
  }

  @Test(arguments: ["a: [", "a: b: c", "\ta: b", "fsync: true\nfsync: false", "a: 'b", "&a *a: b"])
  func `what is no YAML, or says something twice, is told in one line`(_ text: String) {
    let error = #expect(throws: ConfigurationError.self) {
      _ = try ConfigurationFile(text, path: "a.yaml")
    }
    #expect(error?.description.hasPrefix("a.yaml:") == true)
    #expect(error?.description.contains("\n") == false)
  }
}
