/// What a line of a listing is.
enum ListingLine {
  /// A file in the directory; its name is not looked at yet.
  case entry(FTPEntry)
  /// The directory itself, the one above, a heading.
  case nothing
  /// Nobody knows.
  case unreadable
}
