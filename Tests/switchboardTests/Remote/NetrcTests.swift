import Foundation
import TestSupport
import Testing

@testable import switchboard

struct NetrcTests {
  private static let text = """
    # machine commented login no password no
    machine one.example login ada password secret
    machine Two.Example
      login "bob smith"
      password "a\\"b\\\\c"
      account none
    macdef init
    machine three.example login macro password macro

    machine one.example login eve password other
    default login anonymous password me@here
    """

  @Test(
    arguments: [
      ("one.example", nil, "ada", "secret"),
      ("ONE.example", nil, "ada", "secret"),
      ("one.example", "eve", "eve", "other"),
      ("two.example", nil, "bob smith", "a\"b\\c"),
      ("three.example", nil, "anonymous", "me@here"),
    ] as [(String, String?, String, String)]
  )
  func `the first login that fits is taken`(
    host: String,
    user: String?,
    expectedUser: String,
    password: String
  ) {
    let found = Netrc(Self.text).login(of: host, user: user)
    #expect(found == Netrc.Login(user: expectedUser, password: password))
  }

  @Test func `a user that is not there has no password`() {
    #expect(Netrc(Self.text).login(of: "one.example", user: "carl") == nil)
  }

  @Test(arguments: ["", "machine", "machine a login", "login x", "\"", "machine \"a", "macdef x"])
  func `a file that ends too early is read as far as it goes`(_ text: String) {
    #expect(Netrc(text).login(of: "b", user: nil) == nil)
    #expect(!Netrc(text).hasPasswords)
  }

  @Test func `a file with passwords that others can read is refused`() async throws {
    try await temporaryDirectory { folder in
      let path = folder + "/netrc"
      let environment = ["NETRC": path]
      #expect(try Netrc.ofUser(environment) == nil)
      let text = Data("machine a login b password c\n".utf8)
      #expect(FileManager.default.createFile(atPath: path, contents: text))
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      #expect(throws: CommandFailure.self) { try Netrc.ofUser(environment) }
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
      #expect(try Netrc.ofUser(environment)?.login(of: "a", user: nil)?.password == "c")
    }
  }
}
