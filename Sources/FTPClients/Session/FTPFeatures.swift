internal import FTPProtocol

/// What a server says it can do: its answer to FEAT (RFC 2389).
public struct FTPFeatures: Hashable, Sendable {
  /// Whether the server has answered FEAT: an old one does not know it.
  public let wasTold: Bool

  /// The lines, without spaces at their ends: `MLST type*;size*;`.
  public let lines: [String]

  /// Nothing is known.
  init() {
    wasTold = false
    lines = []
  }

  /// What a 211 says.
  init(_ reply: FTPReply) {
    wasTold = true
    lines = reply.lines.dropFirst().dropLast().map { line in
      let start = line.firstIndex { $0 != UInt8(ascii: " ") } ?? line.endIndex
      let end = line.lastIndex { $0 != UInt8(ascii: " ") }.map { $0 + 1 } ?? start
      return printable(Array(line[start..<end]))
    }
  }

  /// Whether a feature is there: by its first word, in any case.
  ///
  /// - Parameter name: as `MLST` or `UTF8`.
  /// - Returns: whether a line begins with it.
  public func contains(_ name: String) -> Bool {
    parameter(of: name) != nil
  }

  /// What a feature's line says behind its first word.
  ///
  /// - Parameter name: as `MLST` or `AUTH`, in any case.
  /// - Returns: empty where there is nothing behind it; nil where there is no such line.
  public func parameter(of name: String) -> String? {
    let wanted = Array(name.utf8.map(Self.uppercased))
    for line in lines {
      let word = line.utf8.prefix { $0 != UInt8(ascii: " ") }
      guard word.map(Self.uppercased) == wanted else { continue }
      return String(decoding: line.utf8.dropFirst(word.count + 1), as: UTF8.self)
    }
    return nil
  }

  private static func uppercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & ~0x20 : byte
  }
}
