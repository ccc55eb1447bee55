import Foundation

/// The documents lead where they say.
enum MarkdownRules {
  /// Every link to a file of the repository, and to a heading in it, resolves.
  static func brokenLinks(_ repository: Repository) -> [Finding] {
    repository.files.filter { $0.path.hasSuffix(".md") }.flatMap { file in
      prose(of: file).flatMap { number, line in
        links(in: line).compactMap { link in
          problem(with: link, in: file, repository).map {
            Finding(path: file.path, line: number, what: "link to \(link): \($0)")
          }
        }
      }
    }
  }

  /// The targets of a line's links, without their titles.
  static func links(in line: String) -> [String] {
    let withoutCode = line.replacing(#/`[^`]*`/#, with: "")
    return withoutCode.matches(of: #/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/#).map { String($0.1) }
  }

  /// How a heading is called in links, by the rule that GitHub follows.
  static func anchor(of heading: String) -> String {
    String(
      heading.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        let isKept = character.isLetter || character.isNumber || "-_".contains(character)
        return isKept ? character : nil
      }
    )
  }

  private static func problem(
    with link: String,
    in file: SourceFile,
    _ repository: Repository
  ) -> String? {
    guard !link.contains(#/^[a-z]+:/#) else { return nil }
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].removingPercentEncoding ?? String(parts[0])
    let target = name.isEmpty ? file.path : resolve(name, from: file.path)
    guard let path = target else { return "leads out of the repository" }
    guard path.isEmpty || repository.contains(path) else { return "no such file" }
    guard parts.count > 1, let document = repository.file(path), path.hasSuffix(".md") else {
      return nil
    }
    let anchors = prose(of: document).compactMap { _, line in
      line.wholeMatch(of: #/#{1,6}\s+(.*)/#).map { anchor(of: String($0.1)) }
    }
    return anchors.contains(String(parts[1])) ? nil : "no such heading"
  }

  /// The path from the root that a relative path in a document means; nil if it leaves the root.
  private static func resolve(_ name: String, from document: String) -> String? {
    var directories = document.split(separator: "/").dropLast()
    for part in name.split(separator: "/") where part != "." {
      if part != ".." {
        directories.append(part)
      } else if directories.popLast() == nil {
        return nil
      }
    }
    return directories.joined(separator: "/")
  }

  /// The numbered lines outside of fenced code blocks.
  private static func prose(of file: SourceFile) -> [(Int, String)] {
    var isCode = false
    return file.lines.enumerated().compactMap { index, line in
      let isFence = line.drop { $0 == " " }.hasPrefix("```")
      if isFence { isCode.toggle() }
      return isCode || isFence ? nil : (index + 1, line)
    }
  }
}
