import EventLoops
import FTPClients
import TLS

/// How a server is entered that is looked at.
struct RemoteLogin: Sendable {
  let probe: RemoteProbe
  let credentials: FTPCredentials
  let security: FTPSecurity
  /// What encrypts; nil in the clear.
  let tls: TLSClient?

  /// Connects and logs in.
  ///
  /// - Parameters:
  ///   - resumes: whether data connections resume its TLS session.
  ///   - report: hears all that happens.
  ///   - loop: the session's.
  /// - Returns: the session.
  /// - Throws: as `FTPClient.connect` and `FTPClient.logIn`.
  func open(
    resumes: Bool = true,
    report: (@Sendable (FTPClientEvent) -> Void)? = nil,
    on loop: EventLoop
  ) async throws(FTPClientError) -> FTPClient {
    let client = try await probe.connect(security, tls, resumes: resumes, report: report, on: loop)
    do throws(FTPClientError) {
      try await client.logIn(credentials)
      return client
    } catch {
      await client.close()
      throw error
    }
  }
}
