// LIST of servers that write the Easily Parsed LIST Format.
extension FTPRemoteEntry {
  /// The file that a line of EPLF tells of; nil where it is none.
  ///
  /// `+i8388621.48594,m825718503,r,s280,` and behind a tab the name. Unknown facts are passed over.
  init?(eplf line: [UInt8]) {
    guard line.first == UInt8(ascii: "+"), let tab = line.firstIndex(of: UInt8(ascii: "\t")),
      tab + 1 < line.count
    else { return nil }
    self.init(name: Array(line[(tab + 1)...]))
    var mayBeRead = false
    var mayBeEntered = false
    for fact in line[1..<tab].split(separator: .comma) {
      switch fact.first {
      case UInt8(ascii: "r"): mayBeRead = true
      case .slash: mayBeEntered = true
      default: take(eplf: fact)
      }
    }
    // The server need not know: a link may be either.
    switch (mayBeRead, mayBeEntered) {
    case (true, false): kind = .file
    case (false, true): kind = .directory
    default: kind = nil
    }
  }

  private mutating func take(eplf fact: ArraySlice<UInt8>) {
    let value = fact.dropFirst()
    switch fact.first {
    case UInt8(ascii: "s"): size = value.decimalNumber()
    case UInt8(ascii: "i"): unique = value.isEmpty ? nil : Array(value)
    case UInt8(ascii: "m"):
      let seconds = value.decimalNumber(max: FTPTime.secondsRange.upperBound)
      modified = seconds.map { FTPListedTime(FTPTime(seconds: $0), .second, isUTC: true) }
    case UInt8(ascii: "u") where value.first == UInt8(ascii: "p"):
      mode = value.dropFirst().octalMode
    default: break
    }
  }
}
