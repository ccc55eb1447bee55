import FTPServers
import Foundation
import TestSupport
import Testing

/// What each command is answered, when it is done and when it is not.
@Suite(.timeLimit(.minutes(10))) struct ReplyTests {
  @Test func `before a login`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient(to: running.server.localAddresses[0])
      try await client.converse([
        ("NOOP", "200 OK"), ("SYST", "215 UNIX Type: L8"), ("CLNT me", "200 OK"),
        ("OPTS UTF8 ON", "200 UTF8 is always on"), ("LANG en-GB", "200 Replies are in English"),
        ("LANG fr", "504 Not implemented for that parameter"),
        ("HOST 127.0.0.1", "220 Host accepted"), ("HOST other.example", "504 Unknown host"),
        ("AUTH TLS", "534 TLS is not configured"), ("PBSZ 0", "503 Use AUTH TLS first"),
        ("PROT P", "503 Use AUTH TLS first"), ("PASS x", "503 Send USER first"),
        ("PWD", "530 Please log in with USER and PASS"),
        ("ABOR", "530 Please log in with USER and PASS"),
        ("STAT /", "530 Please log in with USER and PASS"),
        ("RETR", "530 Please log in with USER and PASS"),
        ("USER", "501 Argument missing"), ("USER nobody", "331 Password required"),
        ("PASS x", "530 Login incorrect"), ("REIN", "220 Service ready"),
        ("QUIT", "221 Goodbye"),
      ])
      #expect(try await client.isClosed())
    }
  }

  @Test func `FEAT lists what works`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient(to: running.server.localAddresses[0])
      #expect(
        try await client.ask("FEAT") == """
          211-Features:
           CLNT
           EPRT
           EPSV
           HOST
           LANG en*
           MDTM
           MFF modify;
           MFMT
           MLST type*;perm*;size*;modify*;unique*;UNIX.mode;UNIX.owner;UNIX.group;
           REST STREAM
           SIZE
           TVFS
           UTF8
          211 End
          """
      )
      #expect(try await client.ask("OPTS MLST size;TYPE;x;") == "200 MLST OPTS type;size;")
      #expect(try await client.ask("FEAT").contains("\n MLST type*;perm;size*;modify;unique;"))
      #expect(try await client.ask("OPTS MLST") == "200 MLST OPTS ")
      #expect(try await client.ask("OPTS MLST size") == "501 Argument not understood")
      #expect(try await client.ask("OPTS MLST size; type;") == "501 Argument not understood")
    }
  }

  @Test func `what the session is set to`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try await client.converse([
        ("TYPE A", "200 Type set to A"), ("TYPE A N", "200 Type set to A"),
        ("TYPE I", "200 Type set to I"), ("TYPE L 8", "200 Type set to I"),
        ("TYPE E", "504 Not implemented for that parameter"),
        ("TYPE A T", "504 Not implemented for that parameter"),
        ("TYPE L 7", "504 Not implemented for that parameter"),
        ("TYPE X", "501 Argument not understood"), ("STRU F", "200 OK"),
        ("STRU R", "504 Not implemented for that parameter"),
        ("STRU X", "501 Argument not understood"), ("MODE S", "200 OK"),
        ("MODE Z", "504 Not implemented for that parameter"),
        ("MODE X", "501 Argument not understood"), ("NOOP x", "501 No argument allowed"),
        ("SITE", "501 Argument missing"),
        ("SITE EXEC ls", "504 Not implemented for that parameter"),
        ("ACCT x", "502 Command not implemented"), ("SMNT x", "502 Command not implemented"),
        ("PASS x", "503 Already logged in"), ("HOST x.example", "503 Bad sequence of commands"),
        ("ALLO 1000", "200 Room is available"), ("ALLO 1000 R 10", "200 Room is available"),
        ("ALLO x", "501 Argument not understood"),
        ("CCC", "533 Control connection stays encrypted"),
        ("HELP RETR", "214 RETR <path>: sends a file to the client"),
        ("HELP BOGUS", "501 Unknown command"),
        ("SITE HELP BOGUS", "501 Unknown command"),
        ("SITE QUOTA", "211-Quota:\n No quota\n211 End"),
      ])
      #expect(try await client.ask("HELP SITE").contains("\n CHMOD <mode> <path>\n"))
      #expect(try await client.ask("SITE HELP").contains("\n CHMOD <mode> <path>\n"))
      #expect(try await client.ask("SITE HELP CHMOD").hasPrefix("214"))
      #expect(try await client.ask("HELP").contains(" RETR "))
    }
  }

  @Test func `files and directories`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      let home = running.homes + "/alice"
      try ClientSetting.write(["file": Data("12345".utf8)], in: home)
      try await client.converse([
        ("MKD d", "257 \"/d\" created"), ("MKD d", "550 File exists"),
        ("MKD a/b", "550 No such file or directory"), ("MKD file/x", "550 Not a directory"),
        ("CWD file", "550 Not a directory"), ("CWD missing", "550 No such file or directory"),
        ("RMD file", "550 Not a directory"),
        ("RMD /", "550 Not possible with the home directory"),
        ("RMD missing", "550 No such file or directory"),
        ("DELE d", "550 Is a directory"), ("DELE missing", "550 No such file or directory"),
        ("SIZE file", "213 5"), ("SIZE d", "550 Is a directory"),
        ("SIZE missing", "550 No such file or directory"), ("TYPE A", "200 Type set to A"),
        ("SIZE file", "550 SIZE not allowed in ASCII mode"), ("TYPE I", "200 Type set to I"),
        ("MFMT 19591231235959 file", "213 Modify=19591231235959; file"),
        ("MDTM file", "213 19591231235959"),
        ("MFMT 20400229123456.789 file", "213 Modify=20400229123456; file"),
        ("MDTM file", "213 20400229123456"), ("MDTM d", "550 Is a directory"),
        ("MDTM 20200101000000 file", "550 No such file or directory"),
        ("MFMT 20230229000000 file", "501 Argument not understood"),
        ("MFMT 20230228000000", "501 Argument missing"),
        ("MFF Modify=20010203040506; file", "213 Modify=20010203040506; file"),
        (
          "MFF Modify=20010203040506;Create=20010203040506; file",
          "504 Not implemented for that parameter"
        ),
        ("SITE CHMOD 640 file", "200 Mode changed"),
        ("SITE CHMOD 999 file", "501 Argument not understood"),
        ("SITE CHMOD 640 missing", "550 No such file or directory"),
        ("SITE CHMOD 640", "501 Argument missing"),
        ("SITE UTIME 20010203040507 file", "200 Time changed"),
        ("MDTM file", "213 20010203040507"),
        ("RNFR missing", "550 No such file or directory"),
        ("RNFR /", "550 Not possible with the home directory"),
        ("RNFR file", "350 Send RNTO"), ("RNTO d/file", "250 Renamed"),
        ("RNTO x", "503 Send RNFR first"),
        ("RMD d", "550 Directory not empty"), ("DELE d/file", "250 Deleted"),
        ("RMD d", "250 Directory removed"),
      ])
      #expect(try ClientSetting.files(in: home).isEmpty)
    }
  }

  @Test func `transfers that cannot be are refused at once, with the cause`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      try ClientSetting.write(["file": Data("12345".utf8)], in: running.homes + "/alice")
      let refused = [
        ("RETR missing", "550 No such file or directory"), ("RETR /", "550 Is a directory"),
        ("STOR /", "550 Is a directory"), ("STOR a/b", "550 No such file or directory"),
        ("STOR file/b", "550 Not a directory"), ("APPE a/b", "550 No such file or directory"),
        ("LIST missing", "550 No such file or directory"),
        ("NLST missing", "550 No such file or directory"),
        ("NLST missing/*", "550 No such file or directory"),
        ("MLSD missing", "550 No such file or directory"), ("MLSD file", "501 Not a directory"),
        ("STAT missing", "550 No such file or directory"),
        ("MLST missing", "550 No such file or directory"),
      ]
      for (command, reply) in refused {
        #expect(try await client.ask("EPSV").hasPrefix("229 "))
        try await client.converse([(command, reply)])
        #expect(try await client.ask("ABOR").hasPrefix("225 "))
        // The same without a data connection.
        try await client.converse([(command, reply)])
      }
      for command in ["RETR file", "STOR new", "APPE new", "STOU", "LIST", "NLST", "MLSD"] {
        try await client.converse([(command, "425 Use PASV, EPSV, PORT or EPRT first")])
      }
      try await client.converse([("SIZE new", "550 No such file or directory")])
      #expect(try ClientSetting.files(in: running.homes + "/alice").keys.sorted() == ["file"])
    }
  }

  @Test func `data connections are prepared`() async throws {
    try await RunningServer.run { running in
      let client = try await RawClient.loggedIn(running)
      #expect(try await client.ask("PASV").hasPrefix("227 Entering Passive Mode (127,0,0,1,"))
      #expect(RawClient.port(of: try await client.ask("EPSV 1")) != nil)
      try await client.converse([
        ("EPSV 2", "522 Network protocol not supported, use (1)"),
        ("EPSV 3", "522 Network protocol not supported, use (1,2)"),
        ("EPSV x", "501 Argument not understood"),
        ("PORT 127,0,0,1,200,1", "200 Address accepted"),
        ("PORT 127,0,0,1,3,255", "501 Address refused"),
        ("PORT 127,0,0,2,200,1", "501 Address refused"),
        ("PORT 127,0,0,1,200", "501 Argument not understood"),
        ("PORT 127,0,0,1,256,1", "501 Argument not understood"),
        ("EPRT |1|127.0.0.1|51201|", "200 Address accepted"),
        ("EPRT !1!127.0.0.1!51201!", "200 Address accepted"),
        ("EPRT |1|127.0.0.1|80|", "501 Address refused"),
        ("EPRT |1|127.0.0.2|51201|", "501 Address refused"),
        ("EPRT |2|::1|51201|", "522 Network protocol not supported, use (1)"),
        ("EPRT |3|::1|51201|", "522 Network protocol not supported, use (1,2)"),
        ("EPRT |1|127.0.0.1|51201", "501 Argument not understood"),
        ("EPSV ALL", "200 EPSV ALL accepted"),
        ("PASV", "503 Only EPSV after EPSV ALL"),
        ("PORT 127,0,0,1,200,1", "503 Only EPSV after EPSV ALL"),
        ("EPRT |1|127.0.0.1|51201|", "503 Only EPSV after EPSV ALL"),
      ])
      #expect(RawClient.port(of: try await client.ask("EPSV")) != nil)
    }
  }
}
