import HomeDirectories
import SystemCalls

/// Whether the files of logs can be written, and the folder of clients without an account is there.
struct PathCheck {
  let settings: ServeSettings

  /// Looks at each that is set.
  func run(_ findings: inout Findings) {
    for (key, path) in settings.logFiles { checkLog(key, path, &findings) }
    guard let home = settings.anonymousHome else { return }
    do throws(HomeError) { _ = try HomeDirectory(at: home) } catch {
      findings.problem(
        "anonymous-home: \(home): \(error)",
        advice: "make it, or set anonymous-home to none"
      )
    }
  }

  private func checkLog(_ key: String, _ path: String, _ findings: inout Findings) {
    do throws(Errno) {
      _ = try System.open(Array(path.utf8), [.writeOnly, .append, .nonBlocking])
    } catch .noSuchFile where isFolder(path) {
      // It is made with its first line.
    } catch {
      findings.problem(
        "\(key): \(path): \(error)",
        advice: "make its folder, and let the server's user write there"
      )
    }
  }

  /// Whether a file's folder is there.
  private func isFolder(_ path: String) -> Bool {
    let folder = FileReach.folder(of: path)
    return (try? System.open(Array(folder.utf8), [.directory, .path])) != nil
  }
}
