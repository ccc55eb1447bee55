import Foundation
import Sockets
import Testing

@Suite struct FileTransferTests {
  /// Sizes around the tutorial's buffer of 1,024 bytes, and one that no buffer holds.
  static let sizes = [0, 1, 1023, 1024, 1025, 2048, 5_000_000]

  static func content(_ size: Int) -> [UInt8] {
    bytes(size, seed: UInt64(size))
  }

  /// A folder with a file `file-SIZE` of each size.
  static func folderOfSizes() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for size in sizes { try folder.write(content(size), as: "file-\(size)") }
    return folder
  }

  static func expectAllSizes(in folder: TemporaryFolder) throws {
    for size in sizes {
      let isWhole = folder.read("file-\(size)") == content(size)
      #expect(isWhole, "file of \(size) bytes")
    }
    #expect(try folder.names == sizes.map { "file-\($0)" }.sorted())
  }

  @Test(arguments: Flavour.allCases)
  func `the tutorial's client fetches files of every size`(_ flavour: Flavour) async throws {
    try await onThread {
      let (source, target) = (try Self.folderOfSizes(), try TemporaryFolder())
      try Program.fileTransfer.serving([source.path], by: flavour) { server in
        let ending = try Tutorial.client(
          "file_transfer_client.py",
          server.port,
          [target.path] + Self.sizes.map { "get file-\($0)" }
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
      try Self.expectAllSizes(in: target)
    }
  }

  /// It takes its last receive for complete, so that its own server's files lose bytes now and
  /// then.
  @Test(arguments: Flavour.allCases)
  func `the tutorial's client fetches a large file whole, twenty times in a row`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let (source, target) = (try TemporaryFolder(), try TemporaryFolder())
      let content = bytes(3_000_001, seed: 10)
      try source.write(content, as: "large")
      for index in 0..<20 { try source.link("link-\(index)", to: "large") }
      try Program.fileTransfer.serving([source.path], by: flavour) { server in
        let ending = try Tutorial.client(
          "file_transfer_client.py",
          server.port,
          [target.path] + (0..<20).map { "get link-\($0)" }
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
      for index in 0..<20 {
        let isWhole = target.read("link-\(index)") == content
        #expect(isWhole, "fetch \(index)")
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `the tutorial's client is refused what is missing or forbidden, and goes on`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let (source, target) = (try TemporaryFolder(), try TemporaryFolder())
      try source.write([1, 2, 3], as: "file")
      try Program.fileTransfer.serving([source.path], by: flavour) { server in
        let ending = try Tutorial.client(
          "file_transfer_client.py",
          server.port,
          [target.path, "get missing", "get /etc/passwd", "get ../passwd", "get file"]
        )
        let refusals = ending.output.split(separator: "\n").count {
          $0 == "FileTransfer|get|file doesn't exist"
        }
        #expect(refusals == 3)
      }
      #expect(try target.names == ["file"])
      #expect(target.read("file") == [1, 2, 3])
    }
  }

  @Test func `our client fetches files of every size from the tutorial's server`() async throws {
    try await onThread {
      let (source, target) = (try Self.folderOfSizes(), try TemporaryFolder())
      try Tutorial.serving("file_transfer_server.py", [source.path]) { server in
        let ending = try Program.fileTransfer.client(
          server.port,
          [target.path] + Self.sizes.map { "file-\($0)" }
        )
        #expect(ending.output + ending.errors == "")
        #expect(ending.status == 0)
      }
      try Self.expectAllSizes(in: target)
    }
  }

  /// From our server in each flavour, and from the tutorial's.
  @Test(arguments: Flavour.allCases + [nil])
  func `a missing file is an error, and the client fetches the others`(
    _ flavour: Flavour?
  ) async throws {
    try await onThread {
      let (source, target) = (try TemporaryFolder(), try TemporaryFolder())
      try source.write([1], as: "one")
      try source.write([2], as: "two")
      let fetch = { (server: Server) in
        let ending = try Program.fileTransfer.client(
          server.port,
          [target.path, "missing", "one", "nor this", "two"]
        )
        #expect(
          ending.errors == """
            file-transfer: get missing: file doesn't exist
            file-transfer: get nor this: file doesn't exist

            """
        )
        #expect(ending.output == "")
        #expect(ending.status == 1)
      }
      if let flavour {
        try Program.fileTransfer.serving([source.path], by: flavour, fetch)
      } else {
        try Tutorial.serving("file_transfer_server.py", [source.path], fetch)
      }
      #expect(try target.names == ["one", "two"])
    }
  }

  @Test(arguments: Flavour.allCases)
  func `the folder to save in is made, and a file replaces what was there`(
    _ flavour: Flavour
  ) async throws {
    try await onThread {
      let (source, target) = (try TemporaryFolder(), try TemporaryFolder())
      try source.makeFolder("deep")
      try source.write([1, 2], as: "deep/file")
      try target.makeFolder("new")
      try target.write([9, 9, 9], as: "new/file")
      try Program.fileTransfer.serving([source.path], by: flavour) { server in
        for folder in ["new", "newer/still"] {
          let ending = try Program.fileTransfer.client(
            server.port,
            [target.path(of: folder), "deep/file"]
          )
          #expect(ending.status == 0, "\(ending.errors)")
          #expect(target.read("\(folder)/file") == [1, 2])
        }
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `fifty clients at once each get their own file, the tutorial's among them`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let source = try TemporaryFolder()
      let targets = try (0..<50).map { _ in try TemporaryFolder() }
      let content: @Sendable (Int) -> [UInt8] = { index in
        bytes(200_000 + index, seed: UInt64(index))
      }
      for index in 0..<50 { try source.write(content(index), as: "file-\(index)") }
      try Program.fileTransfer.serving([source.path], by: flavour) { server in
        let port = server.port
        try concurrently(50) { index in
          let (target, name) = (targets[index], "file-\(index)")
          let ending =
            if index % 5 == 0 {
              try Tutorial.client("file_transfer_client.py", port, [target.path, "get \(name)"])
            } else { try Program.fileTransfer.client(port, [target.path, name]) }
          try require(ending.status, is: 0, "status of client \(index): \(ending.errors)")
          try require(target.read(name) == content(index), is: true, "\(name) is whole")
        }
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `instructions may stick together, with their nods, and come byte by byte`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let source = try TemporaryFolder()
      try source.write(Array("one\n".utf8), as: "one")
      try source.write(Array("two\n".utf8), as: "two")
      try Program.fileTransfer.serving([source.path, "--quiet-after", "1.5"], by: flavour) {
        server in
        let client = try Socket.connected(to: server.port)
        let nod = "FileTransfer|get|recv_ready"
        let together = "FileTransfer|get|one\(nod)FileTransfer|get|noneFileTransfer|get|two\(nod)"
        try client.sendAll(together)
        let answers =
          "FileTransfer|get|ready|4one\nFileTransfer|get|file doesn't exist"
          + "FileTransfer|get|ready|4two\n"
        #expect(try client.receiveText(like: answers) == answers)
        try client.sendOneByOne("FileTransfer|get|one")
        #expect(try client.receiveText(24) == "FileTransfer|get|ready|4")
        try client.sendOneByOne(nod)
        #expect(try client.receiveText(4) == "one\n")
        try client.sendOneByOne("FileTransfer|put|new|5hello")
        // Without the end of the instruction its first byte belongs to the size: refused.
        #expect(
          try client.receiveText(like: "FileTransfer|error|") == "FileTransfer|error|"
        )
      }
    }
  }
}
