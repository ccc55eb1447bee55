import Accounts
import FTPServers
import Foundation
import TestSupport
import Testing

/// Clients that are gone without a word, in each state.
@Suite(.timeLimit(.minutes(10))) struct VanishingClientTests {
  /// What a client has done before it is gone; `end` is what is reset besides.
  private static let states: [(name: String, script: String)] = [
    ("greeted", "client = Client(account=None)"),
    ("in the middle of a line", "client = Client(account=None)\nclient.send(b'USER bo')"),
    ("named", "client = Client(account=None)\nclient.ask('USER bob', 331)"),
    (
      "while its password is checked",
      "client = Client(account=None)\nclient.ask('USER bob', 331)\nclient.send(b'PASS x\\r\\n')"
    ),
    ("logged in", "client = Client('bob')"),
    (
      "renaming",
      "client = Client('bob')\nclient.store('STOR file', b'text')\nclient.ask('RNFR file', 350)"
    ),
    ("with a port prepared", "client = Client('bob')\nclient.prepare()"),
    ("with a port connected to", "client = Client('bob')\nends.append(client.data())"),
    (
      "before its data connection",
      "client = Client('bob')\nclient.prepare()\nclient.ask('LIST', 150)"
    ),
    (
      "in a download",
      """
      client = Client('bob')
      client.ask('TYPE I', 200)
      client.store('STOR large', b'x' * (32 << 20))
      ends.append(client.open('RETR large'))
      ends[0].recv(1000)
      """
    ),
    (
      "in an upload of a new file",
      "client = Client('bob')\nends.append(client.open('STOR new'))\nends[0].sendall(b'half')"
    ),
    (
      "in an upload over a file",
      """
      client = Client('bob')
      client.store('STOR old', b'old')
      ends.append(client.open('STOR old'))
      ends[0].sendall(b'half')
      """
    ),
    (
      "with commands waiting",
      """
      client = Client('bob')
      ends.append(client.open('STOR new'))
      client.send(b'MKD x\\r\\n' * 40)
      """
    ),
    ("before its handshake", "client = Client(account=None)\nclient.ask('AUTH TLS', 234)"),
    (
      "under TLS",
      "client = Client(account=None)\nclient.encrypt()\nclient.login('bob')"
    ),
    (
      "before the handshake of its data connection",
      """
      client = Client(account=None)
      client.encrypt()
      client.login('bob')
      ends.append(client.data())
      client.ask('LIST', 150)
      """
    ),
    (
      "in an encrypted upload",
      """
      client = Client(account=None)
      client.encrypt()
      client.login('bob')
      ends.append(client.open('STOR new'))
      ends[0].sendall(b'half')
      """
    ),
  ]

  /// How it goes: the control connection, the data connection, or both; by reset or by FIN.
  private static let ways = ["control reset", "data reset", "both reset", "both closed"]

  @Test(arguments: states.indices, ways)
  func `a client that is gone leaves no session, no port, no lease and no half file`(
    _ index: Int,
    _ way: String
  ) async throws {
    let script = Self.states[index].script
    let transfers = script.contains("client.open(") || script.contains("'LIST'")
    guard way != "data reset" || transfers && script.contains("ends.append") else { return }
    try await RunningServer.run {
      $0.tls = try await SelfSignedIdentity.server()
    } _: { running in
      let bob = try running.addAccount("bob") { $0.quotaBytes = .limit(1 << 30) }
      try await HostileScript.run(
        against: running,
        "way, ends = '\(way)', []\n" + script + "\n"
          + #"""
          where = re.search(rb"\|(\d+)\|", client.text)
          def leave(end):
              if "reset" in way:
                  reset(end)
              else:
                  os.close(end.detach())
          if "data" not in way:
              leave(client.socket)
          if "control" not in way:
              for end in ends:
                  leave(end)
          if "data" in way:
              client.expect(426, 451, 425, 226, 150)
              os.close(client.socket.detach())
          if where:
              try:
                  while True:
                      socket.create_connection(("127.0.0.1", int(where.group(1)))).close()
              except (ConnectionRefusedError, ConnectionResetError):
                  pass
          """#
      )
      try await running.waitForNobody()
      #expect(running.server.sessions.isEmpty)
      let leases = try running.store.openLeases()
      #expect(leases.isEmpty)
      let files = try running.files(of: "bob")
      #expect(!files.keys.contains("new"))
      #expect(files["old"] == nil || files["old"] == 3)
      let usage = try #require(try running.server.ledger.usage(of: bob))
      #expect(usage.used.bytes == files.values.reduce(0, +), "\(files)")
    }
  }
}
