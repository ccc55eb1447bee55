import Foundation
import Sockets
import Testing

/// The client's prompt: what the tutorial names and leaves open.
@Suite struct FileTransferPromptTests {
  @Test(arguments: Flavour.allCases)
  func `get, put, ls, cd and delete do what they say`(_ flavour: Flavour) async throws {
    try await onThread {
      let (shared, local) = (try TemporaryFolder(), try TemporaryFolder())
      try shared.makeFolder("sub")
      try shared.write(Array("down".utf8), as: "sub/to fetch")
      try local.write(Array("going up".utf8), as: "to send")
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let ending = try Program.fileTransfer.client(
          server.port,
          [local.path],
          input: """
            ls

            cd sub
            put \(local.path(of: "to send"))
               ls
            get to fetch
            delete to fetch
            ls .
            cd /
            ls sub
            exit
            ls
            """
        )
        #expect(
          ending.output == """
            d 0 sub
            /sub
            f 4 to fetch
            f 8 to send
            f 8 to send
            /
            f 8 to send

            """
        )
        #expect(ending.errors == "")
        #expect(ending.status == 0)
      }
      #expect(local.read("to fetch") == Array("down".utf8))
      #expect(shared.read("sub/to send") == Array("going up".utf8))
      #expect(try local.names == ["to fetch", "to send"])
    }
  }

  @Test(arguments: Flavour.allCases)
  func `files of every size come back from the server as they went`(_ flavour: Flavour) async throws
  {
    try await onThread {
      let local = try FileTransferTests.folderOfSizes()
      let (shared, back) = (try TemporaryFolder(), try TemporaryFolder())
      let names = FileTransferTests.sizes.map { "file-\($0)" }
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let ending = try Program.fileTransfer.client(
          server.port,
          [back.path],
          input: names.map { "put \(local.path(of: $0))\nget \($0)\n" }.joined()
        )
        #expect(ending.output + ending.errors == "")
        #expect(ending.status == 0)
      }
      try FileTransferTests.expectAllSizes(in: shared)
      try FileTransferTests.expectAllSizes(in: back)
    }
  }

  @Test(arguments: Flavour.allCases)
  func `what is no instruction is answered by Wrong cmd usage, and the prompt goes on`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let shared = try TemporaryFolder()
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let ending = try Program.fileTransfer.client(
          server.port,
          [shared.path],
          input: "nonsense\nget\nput\ncd\ndelete\nGET x\ncd .\n"
        )
        let wrong = String(repeating: "Wrong cmd usage\n", count: 6)
        #expect(ending.output == wrong + "/\n")
        #expect(ending.errors == "")
        #expect(ending.status == 1)
      }
    }
  }

  @Test(arguments: Flavour.allCases)
  func `each instruction that fails is an error in one line, and the prompt goes on`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let (shared, local) = (try TemporaryFolder(), try TemporaryFolder())
      try shared.makeFolder("sub")
      try shared.write([1], as: "sub/file")
      try local.makeFolder("folder")
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let (missing, folder) = (local.path(of: "missing"), local.path(of: "folder"))
        let ending = try Program.fileTransfer.client(
          server.port,
          [local.path],
          input: """
            cd sub
            get missing
            get file
            put \(missing)
            put \(folder)
            cd missing
            ls missing
            delete missing
            cd .
            """
        )
        // After the refused get the client has a new connection, and is in its directory again.
        #expect(ending.output == "/sub\n/sub\n")
        #expect(
          ending.errors == """
            file-transfer: get missing: file doesn't exist
            file-transfer: put \(missing): open \(missing): No such file or directory
            file-transfer: put \(folder): open \(folder): is not a file
            file-transfer: cd missing: directory doesn't exist
            file-transfer: ls missing: directory doesn't exist
            file-transfer: delete missing: file doesn't exist

            """
        )
        #expect(ending.status == 1)
      }
      #expect(try local.names == ["file", "folder"])
    }
  }

  @Test(arguments: Flavour.allCases)
  func `a link is sent as the file that it leads to`(_ flavour: Flavour) async throws {
    try await onThread {
      let (shared, local) = (try TemporaryFolder(), try TemporaryFolder())
      let content = bytes(10_000, seed: 11)
      try local.write(content, as: "file")
      try local.link("link", to: "file")
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let ending = try Program.fileTransfer.client(
          server.port,
          [local.path],
          input: "put \(local.path(of: "link"))\n"
        )
        #expect(ending.status == 0, "\(ending.errors)")
      }
      #expect(shared.read("link") == content)
    }
  }

  @Test(arguments: Flavour.allCases)
  func `a file is replaced when the new one is complete, and kept where it never is`(
    _ flavour: Flavour
  )
    async throws
  {
    try await onThread {
      let shared = try TemporaryFolder()
      try shared.write(Array("old".utf8), as: "file")
      try Program.fileTransfer.serving([shared.path], by: flavour) { server in
        let ready = "FileTransfer|put|recv_ready"
        for isReset in [false, true] {
          let cut = try Socket.connected(to: server.port)
          try cut.sendAll("FileTransfer|put|file|1000000")
          #expect(try cut.receiveText(like: ready) == ready)
          try cut.sendAll(bytes(500_000, seed: 12))
          if isReset { try cut.reset() } else { try cut.close() }
        }
        for number in 1...2 { try server.waitForLog("client \(number): failed: ") }
        #expect(shared.read("file") == Array("old".utf8))
        #expect(try shared.names == ["file"])
        let whole = try Socket.connected(to: server.port)
        try whole.sendAll("FileTransfer|put|file|3")
        #expect(try whole.receiveText(like: ready) == ready)
        try whole.sendOneByOne("new")
        let done = "FileTransfer|put|done|3"
        #expect(try whole.receiveText(like: done) == done)
        #expect(shared.read("file") == Array("new".utf8))
        #expect(try shared.names == ["file"])
      }
    }
  }
}
