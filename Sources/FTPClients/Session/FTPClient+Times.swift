internal import FTPProtocol

extension FTPClient {
  /// Sets when a file was changed last: MFMT (draft-somers-ftp-mfxx), or where the server does not
  /// offer it MDTM with a time before the path, or SITE UTIME.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - time: of which whole seconds are set.
  /// - Throws: `.refused`; `.unsupported` where the server knows none of them.
  public func setModificationTime(
    of path: FTPPath,
    to time: FTPFileTime
  ) async throws(FTPClientError) {
    try await perform { () async throws(FTPClientError) in
      guard !path.isEmpty, path.isSendable else {
        throw .unusableArgument("no path whose time could be set: \"\(path)\"")
      }
      for way in TimeSetting.allCases where isOffered(way) {
        if try await set(path, time, by: way) { return }
      }
      throw .unsupported("set times (MFMT, MDTM, SITE UTIME)")
    }
  }

  /// The ways to set a time, the best first.
  private enum TimeSetting: String, CaseIterable {
    case mfmt = "MFMT"
    case mdtm = "MDTM"
    case utime = "SITE UTIME"
  }

  /// Whether it is worth an attempt: a server that tells what it can do knows MFMT if it says so.
  private func isOffered(_ way: TimeSetting) -> Bool {
    switch way {
    case .mfmt: !features.wasTold || features.contains("MFMT")
    case .mdtm, .utime: !features.contains("MFMT")
    }
  }

  /// Sets the time in one way; false where the server does not know it.
  private func set(
    _ path: FTPPath,
    _ time: FTPFileTime,
    by way: TimeSetting
  ) async throws(FTPClientError) -> Bool {
    guard !unknownVerbs.contains(way.rawValue) else { return false }
    let words = way.rawValue.split(separator: " ")
    let rest = words.dropFirst().map { "\($0) " }.joined() + "\(time) "
    let line = CommandLine(String(words[0]), Array(rest.utf8) + path.bytes)
    let reply = try await exchange(line)
    if reply.code.isSuccess { return true }
    // One that takes the time for a part of the name finds no such file: it says nothing of ours.
    let isUnknown = [500, 501, 502, 504].contains(reply.code.number)
    guard isUnknown || (way == .mdtm && reply.code == 550) else { throw refusal(line, reply) }
    if isUnknown { unknownVerbs.insert(way.rawValue) }
    return false
  }
}
