import Testing

@testable import switchboard

/// A server whose machine's clock is set, far forwards and far backwards, while it serves.
struct ServeClockTests {
  @Test func `a clock that jumps ends no session, cuts no transfer and lifts no ban`() async throws {
    try await ToolScript.run(
      """
      import datetime, ftplib, glob, io
      # The server's clock, which the library reads from a file again and again.
      clock = os.path.join(folder, "clock")
      def jump(words):
          with open(clock + ".new", "w") as file:
              file.write(words + "\\n")
          os.rename(clock + ".new", clock)
      jump("+0")
      library = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
      environment = {"LD_PRELOAD": library[0], "FAKETIME_TIMESTAMP_FILE": clock,
          "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}

      add("ada", "--quota-bytes", "10000000")
      week = datetime.date.today() + datetime.timedelta(days=7)
      add("eve", "--expires", week.isoformat())
      server = FileServer("--ban-after", "2", "--ban-time", "1h", environment=environment)

      def refused(user, password, source):
          end = ftplib.FTP()
          end.connect("127.0.0.1", server.port(), timeout=120, source_address=(source, 0))
          try:
              end.login(user, password)
              return False
          except ftplib.error_perm:
              return True
          finally:
              end.close()

      # Two failures are a ban.
      assert refused("ada", "wrong", "127.0.0.2") and refused("ada", "wrong", "127.0.0.2")
      def banned():
          end = socket.create_connection(("127.0.0.1", server.port()), source_address=("127.0.0.2", 0))
          with end:
              return end.recv(100).startswith(b"421")
      assert banned()

      idle, busy = server.log_in("ada", "secret"), server.log_in("ada", "secret")
      busy.voidcmd("TYPE I")
      data_connection = busy.transfercmd("STOR long")
      data_connection.sendall(b"a" * 100_000)
      expected = {"long": b"a" * 100_000}
      for number, (shift, is_over) in enumerate((
              ("+3650d", True), ("-3650d", False), ("+20d", True), ("-20d", False), ("+0", False))):
          jump(shift)
          assert refused("eve", "secret", "127.0.0.1") == is_over, shift
          assert idle.voidcmd("NOOP").startswith("200")
          data_connection.sendall(b"b" * 10_000)
          expected["long"] += b"b" * 10_000
          expected[str(number)] = os.urandom(50_000)
          idle.storbinary(f"STOR {number}", io.BytesIO(expected[str(number)]))
          found = []
          idle.retrbinary(f"RETR {number}", found.append)
          assert b"".join(found) == expected[str(number)]
          server.log_in("ada", "secret").quit()
          assert banned(), shift
      data_connection.close()
      busy.voidresp()
      for name, content in expected.items():
          with open(f"{data}/homes/ada/{name}", "rb") as file:
              assert file.read() == content, name
      assert sorted(os.listdir(data + "/homes/ada")) == sorted(expected)
      busy.quit()
      idle.quit()
      server.stop()
      import json
      shown = json.loads(run("account", "show", "ada", "--data", data, "--json")[1])
      assert shown["usedBytes"] == sum(map(len, expected.values())), shown
      """
    )
  }
}
