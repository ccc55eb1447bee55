import SocketAddresses
import Testing

@testable import switchboard

struct RemoteURLTests {
  /// A URL, and what it says.
  private struct Row: CustomTestStringConvertible {
    let text: String
    var scheme = RemoteURL.Scheme.ftp
    var host = "h"
    var port: UInt16 = 21
    var user: String?
    var password: String?
    var path = ""
    /// The name at the path's end.
    var name: String?
    /// What is shown; nil is the text itself.
    var shown: String?

    var testDescription: String { text }
  }

  private static let rows = [
    Row(text: "ftp://h", shown: "ftp://h/"),
    Row(text: "ftp://h/"),
    Row(text: "FTP://h/a", path: "a", name: "a", shown: "ftp://h/a"),
    Row(text: "ftpes://h/a/b", scheme: .ftpes, path: "a/b", name: "b"),
    Row(text: "ftps://h/a/", scheme: .ftps, port: 990, path: "a/"),
    Row(text: "ftps://h:2990/a", scheme: .ftps, port: 2990, path: "a", name: "a"),
    Row(text: "ftp://h:21/a", path: "a", name: "a", shown: "ftp://h/a"),
    Row(text: "ftp://[::1]/a", host: "::1", path: "a", name: "a"),
    Row(text: "ftp://[::1]:2121/a", host: "::1", port: 2121, path: "a", name: "a"),
    Row(text: "ftp://u@h/a", user: "u", path: "a", name: "a"),
    Row(
      text: "ftp://u:p@h/a",
      user: "u",
      password: "p",
      path: "a",
      name: "a",
      shown: "ftp://u@h/a"
    ),
    Row(text: "ftp://u:@h/a", user: "u", password: "", path: "a", name: "a", shown: "ftp://u@h/a"),
    Row(
      text: "ftp://u%40x:p%3A%2F@h/a",
      user: "u@x",
      password: "p:/",
      path: "a",
      name: "a",
      shown: "ftp://u%40x@h/a"
    ),
    Row(
      text: "ftp://u@x@h/a",
      user: "u@x",
      path: "a",
      name: "a",
      shown: "ftp://u%40x@h/a"
    ),
    Row(text: "ftp://h/%2Fetc/a", path: "/etc/a", name: "a"),
    Row(text: "ftp://h//etc/a", path: "/etc/a", name: "a", shown: "ftp://h/%2Fetc/a"),
    Row(text: "ftp://h/a%20b", path: "a b", name: "a b"),
    Row(text: "ftp://h/a b", path: "a b", name: "a b", shown: "ftp://h/a%20b"),
    Row(text: "ftp://h/100%25", path: "100%", name: "100%"),
    Row(text: "ftp://h/a?b#c;d", path: "a?b#c;d", name: "a?b#c;d", shown: "ftp://h/a%3Fb%23c%3Bd"),
    Row(text: "ftp://h/%C3%A4", path: "ä", name: "ä"),
  ]

  @Test(arguments: rows) private func `a URL says where what is`(_ row: Row) throws {
    let url = try RemoteURL(row.text)
    #expect(url.scheme == row.scheme)
    #expect(url.endpoint.host == row.host)
    #expect(url.endpoint.port == row.port)
    #expect(url.user == row.user)
    #expect(url.password == row.password)
    #expect(url.path == Array(row.path.utf8))
    #expect(Array(url.name) == Array((row.name ?? "").utf8))
    #expect(url.description == row.shown ?? row.text)
  }

  @Test(arguments: rows) private func `what is shown is read again, without the password`(
    _ row: Row
  ) throws {
    let url = try RemoteURL(row.text)
    let again = try RemoteURL(url.description)
    #expect(again.path == url.path)
    #expect(again.endpoint == url.endpoint)
    #expect(again.user == url.user)
    #expect(again.password == nil)
  }

  @Test func `bytes that are no text stay what they are`() throws {
    let url = try RemoteURL("ftp://h/%FF%fe")
    #expect(url.path == [0xFF, 0xFE])
    #expect(url.description == "ftp://h/%FF%FE")
  }

  @Test(arguments: [
    "", "h/a", "http://h/a", "sftp://h/a", "ftp:/h/a", "ftp://", "ftp:///a", "ftp://:21/a",
    "ftp://u@/a", "ftp://h:/a", "ftp://h:0/a", "ftp://h:65536/a", "ftp://h:x/a", "ftp://[::1/a",
    "ftp://h/%", "ftp://h/%2", "ftp://h/%GG", "ftp://h/a%0Ab", "ftp://h/a%0D", "ftp://h/%00",
    "ftp://u%0A@h/a", "ftp://u:p%0D@h/a", "ftp://u%FF@h/a", "ftp://h h/a",
  ])
  func `what is none is refused`(_ text: String) {
    #expect(throws: UsageError.self) { try RemoteURL(text) }
  }
}
