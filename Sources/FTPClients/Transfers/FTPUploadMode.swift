/// What an upload does to a file that is there already.
public enum FTPUploadMode: Hashable, Sendable {
  /// It replaces it (STOR).
  case replace
  /// It adds to its end (APPE); a file that is not there is made.
  case append
  /// It goes on from so many bytes, not negative, which are kept (REST and STOR): to resume an
  /// upload.
  case from(Int64)
}
