// Replies with names in them.
extension FTPReply {
  /// 257: a path in quotation marks, those within it doubled (RFC 959 appendix II).
  ///
  /// - Parameters:
  ///   - path: the whole path from the home, `/`.
  ///   - text: what is said of it behind it.
  /// - Returns: the reply.
  package static func pathname(_ path: [UInt8], _ text: String) -> Self {
    var line: [UInt8] = [.quotationMark]
    for byte in path {
      line.append(byte)
      if byte == .quotationMark { line.append(byte) }
    }
    line.append(.quotationMark)
    line.append(" \(text)")
    return Self(257, lines: [line])
  }

  /// 257: where the session is.
  package static func workingDirectory(_ path: [UInt8]) -> Self {
    pathname(path, "is the current directory")
  }

  /// 257: a directory was made.
  package static func created(_ path: [UInt8]) -> Self {
    pathname(path, "created")
  }

  /// 150: a transfer begins to a name that the server chose (RFC 1123 §4.1.2.9).
  package static func storingUnique(_ name: [UInt8]) -> Self {
    Self(150, lines: [Array("FILE: ".utf8) + name])
  }

  /// 213: facts that were set, and the path they are of.
  ///
  /// - Parameters:
  ///   - time: what the file's time is now.
  ///   - path: as it was asked for.
  /// - Returns: the reply.
  package static func modified(_ time: FTPTime, _ path: [UInt8]) -> Self {
    var line = Array("Modify=".utf8)
    time.append(to: &line)
    line.append("; ")
    return Self(213, lines: [line + path])
  }

  /// 213: when the file was changed last, in UTC (RFC 3659 §3).
  package static func modificationTime(_ time: FTPTime) -> Self {
    var line: [UInt8] = []
    time.append(to: &line)
    return Self(213, lines: [line])
  }

  /// 213: how many bytes a transfer of the file would have (RFC 3659 §4).
  package static func size(_ bytes: Int64) -> Self {
    Self(213, "\(bytes)")
  }
}
