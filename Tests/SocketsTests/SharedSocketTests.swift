import ByteStreams
import Sockets
import Synchronization
import SystemCalls
import TestSupport
import Testing

@Suite struct SharedSocketTests {
  @Test func `a reader and a writer have one connection, and it closes with the last of them`()
    async throws
  {
    try await onThread {
      let pair = try Socket.pair()
      let peer = pair.second
      do {
        var writer: BlockingWriter<SharedSocket>
        do {
          let shared = SharedSocket(pair.first)
          var reader = shared.reader()
          writer = shared.writer()
          try peer.sendAll("one\ntwo\n")
          #expect(try reader.readLineText() == "one")
        }
        // The reader is gone with a line in its buffer; the connection is not.
        try writer.write("still here")
        try writer.flush()
        #expect(try peer.receive(atMost: 100) == Array("still here".utf8))
        #expect(writer.base.socket.fileDescriptor >= 0)
      }
      #expect(try peer.receive(atMost: 100) == [])
    }
  }

  @Test func `buffers have the size that was asked for`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let shared = SharedSocket(pair.first)
      try pair.second.sendAll("abcdef")
      var reader = shared.reader(bufferBytes: 4)
      #expect(try reader.fill())
      #expect(reader.bufferedCount == 4)
      var writer = shared.writer(bufferBytes: 4)
      try writer.write("abc")
      #expect(writer.bufferedCount == 3)
      try writer.write("de")
      #expect(writer.bufferedCount == 2)
    }
  }

  @Test func `a shutdown from another thread ends a read that waits`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let shared = SharedSocket(pair.first)
      let waiting = try SystemThread(name: "reader") {
        var reader = shared.reader()
        #expect(throws: Never.self) { () throws in
          #expect(try reader.readLine() == Array("hello".utf8))
          #expect(try reader.readLine() == nil)
        }
      }
      try pair.second.sendAll("hello\n")
      try shared.socket.shutdown(.both)
      waiting.join()
      var writer = shared.writer()
      try writer.write("too late")
      let error = #expect(throws: SocketError.self) { try writer.flush() }
      #expect(error?.code == .brokenPipe)
    }
  }

  @Test func `shared sockets are equal by identity`() throws {
    let pair = try Socket.pair()
    let first = SharedSocket(pair.first)
    let second = SharedSocket(pair.second)
    let same = first
    #expect(first == same)
    #expect(first != second)
    #expect(Set([first, second, same]).count == 2)
  }

  @Test func `threads that share a writer never cut each other's messages`() async throws {
    try await onThread {
      let pair = try Socket.pair()
      let peer = pair.second
      let chat = LockedWriter(SharedSocket(pair.first))
      let line = String(repeating: "x", count: 100_000)
      let threads = try SystemThread(name: "first") { chat.send("first" + line) }
      let others = try SystemThread(name: "second") { chat.send("second" + line) }
      var reader = BlockingReader(peer)
      let lines = try [
        reader.readLineText(maximumBytes: 200_000), reader.readLineText(maximumBytes: 200_000),
      ]
      threads.join()
      others.join()
      #expect(Set(lines) == ["first" + line, "second" + line])
    }
  }
}

/// A writer for several threads, as a chat keeps one for each client.
private final class LockedWriter: Sendable {
  private let writer: Mutex<BlockingWriter<SharedSocket>>

  init(_ shared: SharedSocket) {
    writer = Mutex(shared.writer())
  }

  func send(_ line: String) {
    #expect(throws: Never.self) { () throws in
      try writer.withLock { writer in
        try writer.write(line)
        try writer.write("\n")
        try writer.flush()
      }
    }
  }
}
