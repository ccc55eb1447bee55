import ArgumentParser

/// `--include` and `--exclude`, whose order counts.
struct FilterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Mirror what the pattern is of; the first that is of a path decides.",
      valueName: "GLOB"
    )
  )
  var include: [String] = []

  @Option(
    help: ArgumentHelp(
      "Leave out what the pattern is of, at both ends; nothing of it is removed.",
      valueName: "GLOB"
    )
  )
  var exclude: [String] = []

  /// The rules in the order in which they were given.
  ///
  /// - Throws: `UsageError` for what is no pattern, and too many.
  var filter: PathFilter {
    get throws(UsageError) {
      var numbered: [(number: Int, rule: PathFilter.Rule)] = []
      for (words, includes) in [(include, true), (exclude, false)] {
        for word in words {
          let (number, text) = Self.parts(of: word)
          do throws(UsageError) {
            let pattern = try GlobPattern(Array(text.utf8))
            numbered.append((number, PathFilter.Rule(pattern: pattern, includes: includes)))
          } catch {
            throw UsageError("--\(includes ? "include" : "exclude") \(text): \(error.reason)")
          }
        }
      }
      guard numbered.count <= PathFilter.rulesMax else {
        throw UsageError("there are more than \(PathFilter.rulesMax) patterns")
      }
      return PathFilter(rules: numbered.sorted { $0.number < $1.number }.map(\.rule))
    }
  }

  /// Puts its number before each pattern: the parser does not tell in which order two options came.
  ///
  /// - Parameter arguments: of a command that has these options.
  /// - Returns: the same, but `--include 1:GLOB` for `--include GLOB`.
  static func numbered(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard argument != "--" else { return result + [argument] + rest }
      let name = names.first { argument == $0 || argument.hasPrefix($0 + "=") }
      guard let name else {
        result.append(argument)
        continue
      }
      if argument.count > name.count {
        result.append("\(name)=\(result.count):\(argument.dropFirst(name.count + 1))")
      } else if let value = rest.popFirst() {
        result += [name, "\(result.count):\(value)"]
      } else {
        result.append(argument)
      }
    }
    return result
  }

  private static let names = ["--include", "--exclude"]

  private static func parts(of word: String) -> (number: Int, text: Substring) {
    let parts = word.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]) else { return (0, word[...]) }
    return (number, parts[1])
  }
}
