import Foundation
import SocketAddresses
import TestSupport
import Testing

@testable import switchboard

struct SettingSourcesTests {
  private static func sources(
    _ folder: String,
    _ environment: [String: String] = [:],
    _ options: [String: [String]] = [:],
    isFileNamed: Bool = false
  ) -> SettingSources {
    SettingSources(
      file: folder + "/switchboard.yaml",
      isFileNamed: isFileNamed,
      environment: Environment { environment[$0] },
      options: options
    )
  }

  @Test func `options come before the environment, which comes before the file`() async throws {
    try await temporaryDirectory { folder in
      try "idle-timeout: 1m\nbanner: file\nfsync: true"
        .write(toFile: folder + "/switchboard.yaml", atomically: false, encoding: .utf8)
      let environment = ["SWITCHBOARD_IDLE_TIMEOUT": "2m", "SWITCHBOARD_BANNER": "environment"]
      let settings = try Self.sources(folder, environment, ["idle-timeout": ["3m"]]).read()
      #expect(settings.idleTimeout == .seconds(180))
      #expect(settings.banner == "environment")
      #expect(settings.fsync)
      #expect(settings.ftp == [ServeSettings.standardAddress])
    }
  }

  @Test func `a file that is missing is an error only where it was named`() async throws {
    try await temporaryDirectory { folder in
      let settings = try Self.sources(folder).read()
      #expect(settings == ServeSettings())
      #expect(throws: ConfigurationError.self) {
        try Self.sources(folder, isFileNamed: true).read()
      }
    }
  }

  @Test func `whoever says where to listen for one does not mean the default of the other`()
    async throws
  {
    try await temporaryDirectory { folder in
      let ftps = try Self.sources(folder, [:], ["ftps": ["127.0.0.1:990"]]).read()
      #expect(ftps.ftp == [])
      #expect(ftps.ftps.map(\.description) == ["127.0.0.1:990"])
      let both = ["SWITCHBOARD_FTP": "127.0.0.1:1 [::1]:2", "SWITCHBOARD_FTPS": "127.0.0.1:3"]
      let settings = try Self.sources(folder, both).read()
      #expect(settings.ftp.count == 2 && settings.ftps.count == 1)
    }
  }

  @Test func `to listen nowhere is refused`() async throws {
    try await temporaryDirectory { folder in
      try "ftp: []".write(toFile: folder + "/switchboard.yaml", atomically: false, encoding: .utf8)
      #expect(throws: UsageError.self) { try Self.sources(folder).read() }
    }
  }

  @Test func `a bad value is told with its option or variable`() async throws {
    try await temporaryDirectory { folder in
      #expect(
        throws: UsageError("the value 'x' is invalid for '--fsync': neither true nor false")
      ) {
        try Self.sources(folder, [:], ["fsync": ["x"]]).read()
      }
      #expect(
        throws: UsageError(
          "the value 'x' of SWITCHBOARD_FSYNC is invalid: neither true nor false"
        )
      ) {
        try Self.sources(folder, ["SWITCHBOARD_FSYNC": "x"]).read()
      }
    }
  }
}
