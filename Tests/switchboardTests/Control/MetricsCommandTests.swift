import Testing

/// `switchboard metrics` and a server.
struct MetricsCommandTests {
  @Test func `what a server does is counted`() async throws {
    try await ToolScript.run(
      """
      import ftplib, io
      def metrics():
          status, text, errors = run("metrics", "--data", data)
          assert (status, errors) == (0, ""), errors
          lines = [line for line in text.splitlines() if not line.startswith("#")]
          return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

      add("ada")
      server = FileServer()
      assert metrics()["ftp_sessions_total"] == 0
      client = server.log_in("ada", "secret")
      client.storbinary("STOR file", io.BytesIO(b"x" * 1000))
      client.retrbinary("RETR file", lambda bytes: None)
      client.retrbinary("RETR file", lambda bytes: None)
      try:
          server.log_in("ada", "wrong")
          assert False
      except ftplib.error_perm:
          pass
      found = metrics()
      assert found["ftp_sessions_total"] == 2, found
      assert found['ftp_logins_total{tls="no"}'] == 1, found
      assert found['ftp_logins_refused_total{reason="wrong password"}'] == 1, found
      assert found['ftp_transfers_total{direction="upload",result="complete"}'] == 1, found
      assert found['ftp_transfers_total{direction="download",result="complete"}'] == 2, found
      assert found['ftp_transferred_bytes_total{direction="upload"}'] == 1000, found
      assert found['ftp_transferred_bytes_total{direction="download"}'] == 2000, found
      assert found['ftp_transfer_seconds_count{direction="download"}'] == 2, found
      assert found["server_connections_total"] == 2, found
      assert not any("ada" in name or "secret" in name for name in found), found
      client.quit()
      while metrics()['ftp_sessions_ended_total{reason="quit"}'] == 0:
          pass
      server.stop()
      words = f"switchboard: metrics: no server runs on {data}\\n"
      assert run("metrics", "--data", data) == (1, "", words)
      """
    )
  }
}
