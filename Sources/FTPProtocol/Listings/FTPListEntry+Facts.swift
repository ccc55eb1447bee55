// MLSD and MLST (RFC 3659 §7).
extension FTPListEntry {
  /// What a directory is to the one that is listed.
  package enum Role: Hashable, Sendable {
    /// It is in it, or was asked for by itself.
    case entry
    /// It is the one: it comes first.
    case listed
    /// It is the one above.
    case parent
  }

  /// Appends the line of MLSD, with its ending.
  ///
  /// `type=file;size=500;modify=20090213233130; old.txt`, with the facts of the selection in the
  /// order of `FTPFact`. `size` is told of files only.
  ///
  /// - Parameters:
  ///   - output: where to; it is as it was for a file with an unspeakable name.
  ///   - selection: which facts.
  ///   - role: what a directory is to the one that is listed.
  /// - Returns: whether there is a line.
  @discardableResult
  package func appendFactLine(
    to output: inout [UInt8],
    selection: FTPFactSelection,
    role: Role = .entry
  ) -> Bool {
    guard appendFacts(to: &output, selection: selection, role: role) else { return false }
    output.append(.carriageReturn)
    output.append(.lineFeed)
    return true
  }

  /// Appends the same without its ending, as `FTPReply.facts` takes it for MLST: the name is the
  /// whole path then.
  ///
  /// - Parameters:
  ///   - output: where to; it is as it was for a file with an unspeakable name.
  ///   - selection: which facts.
  ///   - role: what a directory is to the one that is listed.
  /// - Returns: whether anything was appended.
  @discardableResult
  package func appendFacts(
    to output: inout [UInt8],
    selection: FTPFactSelection,
    role: Role = .entry
  ) -> Bool {
    guard !hasUnspeakableName else { return false }
    for fact in FTPFact.allCases where selection.contains(fact) && tells(fact) {
      output.append(fact.rawValue)
      output.append(.equalsSign)
      append(fact, role: role, to: &output)
      output.append(.semicolon)
    }
    output.append(.space)
    output += name
    return true
  }

  private func tells(_ fact: FTPFact) -> Bool {
    fact != .size || kind == .file
  }

  private func append(_ fact: FTPFact, role: Role, to output: inout [UInt8]) {
    switch fact {
    case .type: output.append(type(role))
    case .permissions: permissions.append(for: kind, to: &output)
    case .size: output.append(size)
    case .modified: modified.append(to: &output)
    case .unique:
      output.append(hexadecimal: device)
      output.append(UInt8(ascii: "u"))
      output.append(hexadecimal: inode)
    case .mode:
      for shift: UInt16 in [9, 6, 3, 0] {
        output.append(UInt8(ascii: "0") + UInt8(mode >> shift & 7))
      }
    case .owner: output.append(factValue: owner)
    case .group: output.append(factValue: group)
    }
  }

  private func type(_ role: Role) -> String {
    switch (kind, role) {
    case (.file, _): "file"
    case (.directory, .entry): "dir"
    case (.directory, .listed): "cdir"
    case (.directory, .parent): "pdir"
    case (.symbolicLink, _): "OS.unix=symlink"
    case (.pipe, _): "OS.unix=pipe"
    case (.socket, _): "OS.unix=socket"
    case (.blockDevice, _): "OS.unix=block"
    case (.characterDevice, _): "OS.unix=character"
    }
  }
}

extension [UInt8] {
  /// Appends a value that may hold neither spaces nor semicolons.
  fileprivate mutating func append(factValue value: [UInt8]) {
    for byte in value {
      let isForbidden = byte == .space || byte == .semicolon || byte.breaksLines
      append(isForbidden ? UInt8(ascii: "_") : byte)
    }
  }

  /// Appends a number in hexadecimal digits, in lower case.
  fileprivate mutating func append(hexadecimal number: UInt64) {
    let digits = (64 - number.leadingZeroBitCount + 3) / 4
    for place in (0..<Swift.max(1, digits)).reversed() {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(4 * place) & 15)
      append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }
}
