import Foundation

/// The formatter's configuration has what no other check replaces.
enum FormatterRules {
  /// The rules that must be on: no public symbol without documentation, no hidden trap.
  static let needed = [
    "AllPublicDeclarationsHaveDocumentation", "NeverForceUnwrap", "NeverUseForceTry",
    "NeverUseImplicitlyUnwrappedOptionals", "NoBlockComments", "ValidateDocumentationComments",
  ]

  static func missing(_ configuration: SourceFile) -> [Finding] {
    guard
      let read = try? JSONDecoder().decode(Configuration.self, from: Data(configuration.text.utf8))
    else { return [Finding(path: configuration.path, what: "is no configuration")] }
    let off = needed.filter { read.rules[$0] != true }.map {
      Finding(path: configuration.path, what: "\($0) is off")
    }
    let width = Finding(path: configuration.path, what: "lineLength is not \(SizeRules.columnsMax)")
    return read.lineLength == SizeRules.columnsMax ? off : off + [width]
  }

  private struct Configuration: Decodable {
    var lineLength: Int
    var rules: [String: Bool]
  }
}
