/// What has come of work on the shared folder.
enum FileOutcome: Sendable {
  /// The client is to be told this of `verb`: a refusal, or that it is done.
  case answered(verb: String, String)
  /// It is in this directory now.
  case entered([String])
  /// A file is open, to be sent.
  case opened(OpenFile)
  /// A listing, to be sent.
  case listed([UInt8])
  /// A file is begun, whose bytes are to come.
  case placed(PlacedFile, size: Int)
  /// A piece of it is written.
  case written
  /// The end of a file, to be sent.
  case read([UInt8])
}
