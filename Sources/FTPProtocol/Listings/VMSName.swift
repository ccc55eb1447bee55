/// A name of VMS with its version: `README.TXT;4`, `DATA.DIR;1`.
struct VMSName {
  let name: [UInt8]
  let kind: FTPListEntry.Kind
  let version: Int64

  init?(_ word: ArraySlice<UInt8>) {
    guard let semicolon = word.lastIndex(of: .semicolon), semicolon > word.startIndex,
      let version = word[(semicolon + 1)...].decimalNumber(max: Self.versionMax)
    else { return nil }
    self.version = version
    let whole = word[..<semicolon]
    let isDirectory = whole.count > 4 && whole.suffix(4).isWord(".DIR")
    kind = isDirectory ? .directory : .file
    name = Array(isDirectory ? whole.dropLast(4) : whole)
  }

  /// As Files-11 has it.
  private static let versionMax: Int64 = 32_767
}
