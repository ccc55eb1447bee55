import EventLoops
import FTPClients
import TLS

/// What is done at a server of files: connects, logs in, does it, and leaves.
struct RemoteSession: Sendable {
  let url: RemoteURL
  let login: FTPCredentials
  let configuration: FTPClientConfiguration

  /// - Throws: `CommandFailure` for a file of certificates that cannot be read; as `RemoteOptions`.
  init(_ url: RemoteURL, _ options: RemoteOptions) throws {
    self.url = url
    login = try options.login(for: url)
    configuration = try options.configuration(for: url)
  }

  private init(_ url: RemoteURL, _ login: FTPCredentials, _ configuration: FTPClientConfiguration) {
    self.url = url
    self.login = login
    self.configuration = configuration
  }

  /// The same for a name in the folder of the URL.
  func appending(_ name: [UInt8]) -> RemoteSession {
    RemoteSession(url.appending(name), login, configuration)
  }

  /// The same with listings of at most so many entries.
  func limitingListings(to entriesMax: Int) -> RemoteSession {
    var configuration = configuration
    configuration.limits.listingEntriesMax = entriesMax
    return RemoteSession(url, login, configuration)
  }

  /// Does something at the server.
  ///
  /// - Parameters:
  ///   - loop: the session's.
  ///   - body: has the client, which has logged in; where it throws, the connection is closed.
  /// - Returns: what `body` returns.
  /// - Throws: `RemoteFailure`, and what `body` throws.
  func run<R: Sendable>(
    on loop: EventLoop,
    _ body: @Sendable (FTPClient) async throws -> R
  ) async throws -> R {
    let client: FTPClient
    do throws(FTPClientError) { client = try await open(on: loop) } catch {
      throw RemoteFailure(error, at: url)
    }
    do {
      let result = try await body(client)
      await client.quit()
      return result
    } catch let error as FTPClientError {
      await client.close()
      throw RemoteFailure(error, at: url)
    } catch {
      await client.close()
      throw error
    }
  }

  /// Connects and logs in.
  ///
  /// - Returns: the client, which whoever called ends.
  func open(on loop: EventLoop) async throws(FTPClientError) -> FTPClient {
    let client = try await FTPClient.connect(to: url.endpoint, configuration, on: loop)
    do throws(FTPClientError) { try await client.logIn(login) } catch {
      await client.close()
      throw error
    }
    return client
  }
}

/// Why something could not be done at a server, in one line: `ftp://host/path: cause`.
struct RemoteFailure: Error, CustomStringConvertible {
  let cause: FTPClientError
  let place: RemoteURL
  /// Whether there was no session in which it could have been done.
  let isOfSession: Bool

  init(_ cause: FTPClientError, at place: RemoteURL, isOfSession: Bool = false) {
    self.cause = cause
    self.place = place
    self.isOfSession = isOfSession
  }

  var description: String { "\(place): \(cause)" }
}
