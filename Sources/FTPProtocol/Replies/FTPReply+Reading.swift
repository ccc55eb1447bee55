internal import SocketAddresses

// What a client reads out of the text of replies. Servers write it in many ways.
extension FTPReply {
  /// Where a 227 says that the server waits: the first six numbers in a row, wherever they stand.
  ///
  /// Nil for another code, and where there are none. A client connects to the port at the address
  /// of the control connection: the one named here may be wrong behind NAT, or another's.
  package var passiveAddress: FTPDataAddress? {
    guard code == 227 else { return nil }
    let line = lines[0]
    for start in line.indices where line[start].digit != nil {
      guard start == 0 || line[start - 1].digit == nil else { continue }
      let numbers = line[start...].prefix(Self.sixNumbersBytesMax + 1)
        .prefix { $0.digit != nil || $0 == .comma }
        .split(separator: .comma, maxSplits: 6, omittingEmptySubsequences: false)
      guard numbers.count >= 6 else { continue }
      let six = numbers[..<6].joined(separator: [.comma])
      if let address = FTPDataAddress(port: Array(six)) { return address }
    }
    return nil
  }

  /// Bytes of `255,255,255,255,255,255`.
  ///
  /// More of a line than these and another, which would show that the last number goes on, is not
  /// looked at.
  private static let sixNumbersBytesMax = 23

  /// The port of a 229: the digits behind three equal bytes and before a fourth (RFC 2428 §3).
  ///
  /// Nil for another code, and where there is no port from 1.
  package var extendedPassivePort: UInt16? {
    guard code == 229 else { return nil }
    let line = lines[0]
    for start in line.indices.dropLast(4) {
      let delimiter = line[start]
      guard (33...126).contains(delimiter), delimiter.digit == nil,
        line[start + 1] == delimiter, line[start + 2] == delimiter
      else { continue }
      let digits = line[(start + 3)...].prefix { $0.digit != nil }
      guard digits.endIndex < line.endIndex, line[digits.endIndex] == delimiter,
        let port = digits.decimalNumber(max: 65_535), port > 0
      else { continue }
      return UInt16(port)
    }
    return nil
  }

  /// The path of a 257, which stands between quotation marks; two within it are one.
  ///
  /// Nil for another code, and where there is none.
  package var pathname: [UInt8]? {
    guard code == 257 else { return nil }
    var rest = lines[0].drop { $0 != .quotationMark }.dropFirst()
    var path: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == .quotationMark {
        guard rest.first == .quotationMark else { return path.isEmpty ? nil : path }
        rest.removeFirst()
      }
      path.append(byte)
    }
    return nil
  }

  /// How many bytes a 150 or a 125 says that come, `(12 bytes)`; nil where it does not.
  package var announcedBytes: Int64? {
    guard code == 150 || code == 125 else { return nil }
    let parts = lines[0].split(separator: UInt8(ascii: "("), omittingEmptySubsequences: false)
    for part in parts.dropFirst() {
      let digits = part.prefix { $0.digit != nil }
      let unit = part.dropFirst(digits.count)
      if unit.prefix(5).isWord(" BYTE"), let count = digits.decimalNumber() { return count }
    }
    return nil
  }

  /// The name that a 150 or a 125 says the server has chosen for STOU, `FILE: name`; nil where it
  /// does not (RFC 1123 §4.1.2.9).
  package var uniqueName: [UInt8]? {
    guard code == 150 || code == 125, lines[0].prefix(6).isWord("FILE: ") else { return nil }
    let name = Array(lines[0].dropFirst(6))
    return name.isEmpty ? nil : name
  }

  /// The size that a 213 tells in answer to SIZE; nil where it does not.
  package var fileSize: Int64? {
    code == 213 ? lines[0].trimmed.decimalNumber() : nil
  }

  /// The time that a 213 tells in answer to MDTM; nil where it does not.
  package var fileTime: FTPTime? {
    code == 213 ? FTPTime(lines[0].trimmed) : nil
  }
}
