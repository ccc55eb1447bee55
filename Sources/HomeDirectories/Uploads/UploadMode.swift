/// What an upload writes to, and what its end does with that.
enum UploadMode: Hashable, Sendable {
  /// The file itself.
  case inPlace
  /// A part of this name, which becomes the file.
  ///
  /// `isReplacing` says whether a file of that name gives way; `isFoundAgain` whether the part's
  /// name is the one that its owner's next upload looks for.
  case part(name: [UInt8], isReplacing: Bool, isFoundAgain: Bool)

  /// The name, in the target's directory, of what is written to.
  func name(at target: borrowing HomePlace) -> [UInt8] {
    switch self {
    case .inPlace: target.name
    case .part(let name, _, _): name
    }
  }
}
