import Testing

@testable import switchboard

/// A server whose machine's clock is set, far forwards and far backwards, while it serves.
struct ServeClockTests {
  /// A library that is loaded before the server: its clock is off by the days that a file says.
  private static let clock = #"""
    source = r"""
    #define _GNU_SOURCE
    #include <fcntl.h>
    #include <stdlib.h>
    #include <sys/syscall.h>
    #include <time.h>
    #include <unistd.h>

    int clock_gettime(clockid_t id, struct timespec *now) {
      if (syscall(SYS_clock_gettime, id, now) != 0) return -1;
      if (id != CLOCK_REALTIME) return 0;
      char days[16] = {0};
      int file = open(getenv("SHIFT_FILE"), O_RDONLY | O_CLOEXEC);
      if (file >= 0 && read(file, days, sizeof days - 1) > 0) now->tv_sec += 86400L * atol(days);
      if (file >= 0) close(file);
      return 0;
    }
    """
    shift_file, library = os.path.join(folder, "days"), os.path.join(folder, "clock.so")
    subprocess.run(
        ["clang", "-x", "c", "-shared", "-fPIC", "-o", library, "-"],
        input=source, text=True, check=True)

    def jump(days):
        with open(shift_file + ".new", "w") as file:
            file.write(str(days))
        os.rename(shift_file + ".new", shift_file)

    jump(0)
    environment = {"LD_PRELOAD": library, "SHIFT_FILE": shift_file}

    """#

  @Test func `a clock that jumps ends no session, cuts no transfer, lifts no ban`() async throws {
    try await ToolScript.run(
      Self.clock + """
        import datetime, ftplib, io
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
            address, source = ("127.0.0.1", server.port()), ("127.0.0.2", 0)
            with socket.create_connection(address, source_address=source) as end:
                return end.recv(100).startswith(b"421")
        assert banned()

        idle, busy = server.log_in("ada", "secret"), server.log_in("ada", "secret")
        busy.voidcmd("TYPE I")
        data_connection = busy.transfercmd("STOR long")
        data_connection.sendall(b"a" * 100_000)
        expected = {"long": b"a" * 100_000}
        for number, (shift, is_over) in enumerate((
                (3650, True), (-3650, False), (20, True), (-20, False), (0, False))):
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
