import FTPServers
import Foundation
import TestSupport
import Testing

/// Nothing that a client says reaches what lies outside of its home.
@Suite(.timeLimit(.minutes(10))) struct EscapeTests {
  /// What lies outside, as the script can see that it has not changed.
  private static let outside = #"""
    outside = os.path.join(homes, "outside")
    os.makedirs(os.path.join(outside, "folder"))
    write(os.path.join(outside, "secret"), b"secret")
    write(os.path.join(homes, "secret"), b"secret")

    def picture():
        seen = []
        for folder, folders, files in sorted(os.walk(homes)):
            if folder.startswith(home()):
                continue
            for name in sorted(folders + files):
                path = os.path.join(folder, name)
                if path == home():
                    continue
                status = os.lstat(path)
                seen.append((path, status.st_mode, status.st_size, status.st_mtime_ns))
        return seen

    client = Client()
    write(home("file"), b"own")
    os.mkdir(home("folder"))
    before = picture()

    """#

  @Test func `two dots lead to the home and no further, in every command`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        Self.outside + #"""
          ups = ["../", "/../", "../../", "folder/../../", "./../", "//..//", "/./../../"]
          for up in ups:
              for name in ("secret", "outside/secret"):
                  path = up + name
                  for command in ("DELE ", "SIZE ", "MDTM ", "RNFR ", "MLST ", "STAT ",
                          "CWD ", "RMD ", "SITE CHMOD 777 ", "MFMT 20000101000000 ",
                          "MFF Modify=20000101000000; ", "SITE UTIME 20000101000000 "):
                      client.ask("TYPE I", 200)
                      client.ask(command + path, 550)
                  for command in ("RETR ", "LIST ", "NLST ", "MLSD "):
                      client.prepare()
                      client.ask(command + path, 550)
              client.ask("RNFR file", 350)
              client.ask("RNTO " + up + "taken", 250)
              client.ask("RNFR taken", 350)
              client.ask("RNTO file", 250)
              client.ask("MKD " + up + "made", 257)
              client.ask("RMD made", 250)
              client.store("STOR " + up + "stored", b"mine")
              client.store("APPE " + up + "stored", b"mine")
              client.ask("DELE stored", 250)
              client.ask("CWD " + up, 250)
              assert b'"/"' in client.ask("PWD", 257)
              client.ask("CDUP", 250)
              assert b'"/"' in client.ask("PWD", 257)
              assert sorted(client.fetch("NLST " + up + "*").split()) == sorted(
                  (up + name).encode() for name in ("file", "folder"))
          assert sorted(os.listdir(home())) == ["file", "folder"]
          assert picture() == before
          """#
      )
    }
  }

  @Test func `links that lead out lead nowhere, as the last name too`() async throws {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        Self.outside + #"""
          links = {
              "up": "..", "there": "../outside", "rooted": outside, "root": "/",
              "text": "../outside/secret", "rooted-text": outside + "/secret",
              "new": "../outside/new", "rooted-new": outside + "/new", "loop": "loop",
              "proc": "/proc/self/root", "back": "../alice/file",
          }
          for name, target in links.items():
              os.symlink(target, home(name))
          # Where it leads in by the long way, the kernel still says no.
          names = list(links)
          for name in names:
              for command in ("SIZE ", "MDTM ", "CWD ", "SITE CHMOD 777 ",
                      "MFMT 20000101000000 "):
                  client.ask("TYPE I", 200)
                  client.ask(command + name, 550)
              for command in ("RETR ", "MLSD "):
                  client.prepare()
                  client.ask(command + name, 550)
              for command in ("STOR ", "APPE "):
                  client.prepare()
                  client.ask(command + name, 550, 553)
              for path in (name + "/secret", name + "/outside/secret", name + "/etc/passwd"):
                  client.ask("SIZE " + path, 550)
                  client.ask("DELE " + path, 550)
                  client.prepare()
                  client.ask("STOR " + path, 550, 553)
                  client.ask("MKD " + path + "-made", 550)
                  client.ask("RNFR file", 350)
                  client.ask("RNTO " + path, 550, 553)
          listing = client.fetch("LIST -a").decode()
          assert "secret" not in listing and outside not in listing, listing
          for name in names:
              assert os.readlink(home(name)) == links[name]
              # The link itself is the user's own.
              client.ask("DELE " + name, 250)
          assert contents(home("file")) == b"own"
          assert picture() == before
          """#
      )
    }
  }

  @Test func `the home itself is neither removed nor moved, and a tilde is a letter`()
    async throws
  {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        Self.outside + #"""
          for path in ("/", "//", ".", "/.", "..", "folder/..", "/folder/../.."):
              client.ask("RMD " + path, 550)
              client.ask("DELE " + path, 550)
              client.ask("RNFR " + path, 550)
              client.ask("RNFR file", 350)
              client.ask("RNTO " + path, 550, 553)
          for path in ("~", "~root", "~root/.ssh", "~alice"):
              client.ask("CWD " + path, 550)
          client.ask("MKD ~root", 257)
          assert os.path.isdir(home("~root"))
          client.ask("CWD ~root", 250)
          assert b'"/~root"' in client.ask("PWD", 257)
          assert picture() == before
          """#
      )
    }
  }

  @Test func `devices and pipes are neither read nor written, and nobody waits for them`()
    async throws
  {
    try await RunningServer.run { running in
      try await HostileScript.run(
        against: running,
        Self.outside + #"""
          os.mkfifo(home("pipe"))
          end = socket.socket(socket.AF_UNIX)
          end.bind(home("socket"))
          names = ["pipe", "socket"]
          try:
              os.mknod(home("zero"), stat.S_IFCHR | 0o666, os.makedev(1, 5))
              names.append("zero")
          except PermissionError:
              pass
          client.ask("TYPE I", 200)
          for name in names:
              for command in ("RETR ", "STOR ", "APPE "):
                  client.prepare()
                  client.ask(command + name, 550)
              client.ask("SIZE " + name, 550)
          """#
      )
    }
  }
}
