/// A place in a home as its user sees it: the names from `/`, the home itself, on.
///
/// A value of this type holds no `.` or `..`, and no name that clients may not use. It says nothing
/// of what is there, and is no proof that a way lies within the home: that the kernel decides, each
/// time.
package struct HomePath: Hashable, Sendable {
  /// The names, each 1…`HomeLimits.nameBytesMax` bytes; none is the home.
  package let components: [[UInt8]]

  /// The home itself, `/`.
  package static let root = HomePath(components: [])

  private init(components: [[UInt8]]) {
    self.components = components
  }

  /// The place that a text of a client means.
  ///
  /// `/` separates names, several are as one, and one at the beginning means the home. `.` is
  /// nothing, `..` the directory above by name, and the home's own is the home. All other bytes are
  /// taken as they are, `~` and what is no UTF-8 too.
  ///
  /// - Parameters:
  ///   - text: any bytes; empty means `current`.
  ///   - current: where a text without `/` at its beginning begins.
  /// - Throws: `invalidName` for NUL, CR, LF and the names of parts, `nameTooLong` over
  ///   `HomeLimits`.
  package init(_ text: [UInt8], from current: HomePath = .root) throws(HomeError) {
    guard text.count <= HomeLimits.pathBytesMax else { throw .nameTooLong }
    var components = text.first == Self.slash ? [] : current.components
    for name in text.split(separator: Self.slash) {
      switch Array(name) {
      case [Self.dot]: break
      case [Self.dot, Self.dot]: _ = components.popLast()
      case let name:
        try Self.check(name)
        components.append(name)
      }
    }
    try self.init(checked: components)
  }

  /// A place in this one.
  ///
  /// - Parameter name: one name; a `/` in it, `.` and `..` are `invalidName`.
  /// - Returns: the place.
  /// - Throws: as the initialiser from a text does.
  package func appending(_ name: [UInt8]) throws(HomeError) -> HomePath {
    guard !name.isEmpty, !name.contains(Self.slash), name != [Self.dot],
      name != [Self.dot, Self.dot]
    else { throw .invalidName }
    try Self.check(name)
    return try HomePath(checked: components + [name])
  }

  /// The place with what is above it taken away; the home's is the home.
  package var parent: HomePath { HomePath(components: Array(components.dropLast())) }

  /// The last name; nil for the home.
  package var name: [UInt8]? { components.last }

  /// Whether it is the home.
  package var isRoot: Bool { components.isEmpty }

  /// The path from `/` on, `/a/b`.
  package var text: [UInt8] {
    isRoot ? [Self.slash] : components.flatMap { [Self.slash] + $0 }
  }

  /// The path for a call that begins at the home: without `/` at its beginning, `.` for the home.
  var relativeText: [UInt8] { isRoot ? [Self.dot] : Array(text.dropFirst()) }

  private init(checked components: [[UInt8]]) throws(HomeError) {
    let length = components.reduce(0) { $0 + 1 + $1.count }
    guard length <= HomeLimits.pathBytesMax, components.count <= HomeLimits.pathNamesMax else {
      throw .nameTooLong
    }
    self.components = components
  }

  private static func check(_ name: [UInt8]) throws(HomeError) {
    guard !name.contains(where: forbidden.contains) else { throw .invalidName }
    guard name.count <= HomeLimits.nameBytesMax else { throw .nameTooLong }
    guard !PartName.isReserved(name) else { throw .invalidName }
  }

  /// NUL would cut a name short, CR and LF would forge lines of replies and listings.
  private static let forbidden: [UInt8] = [0, UInt8(ascii: "\r"), UInt8(ascii: "\n")]

  static let slash = UInt8(ascii: "/")
  static let dot = UInt8(ascii: ".")
}
