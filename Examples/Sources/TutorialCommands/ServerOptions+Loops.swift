import Dispatch
public import SocketServers
import Synchronization

extension ServerOptions {
  /// Serves streams on event loops, a task for each client, until SIGTERM or SIGINT.
  ///
  /// - Parameters:
  ///   - loops: what clients may take.
  ///   - descriptorsOfEach: how many descriptors a client has open at most, its connection
  ///     included.
  ///   - handler: serves one connection, on its loop; what it throws ends that connection only.
  /// - Throws: what resolving and listening throw.
  public func serve(
    on loops: LoopOptions,
    descriptorsOfEach: Int = 1,
    _ handler: nonisolated(nonsending) @escaping @Sendable (ServerConnection) async throws -> Void
  ) throws {
    var configuration = Server.Configuration()
    configuration.limits = loops.limits(descriptorsOfEach: descriptorsOfEach)
    let log = UnhurriedLog()
    configuration.report = { ServerOptions.tell($0, to: log.write) }
    let server = try Server(at: address(), configuration: configuration)
    try server.shutdown.requestOnTermination(grace: .seconds(grace))
    for address in server.localAddresses { announce("tcp", address) }
    try Self.wait { try await server.serve(handler) }
  }

  /// Runs `body` as a task, and blocks this thread until it has ended.
  private static func wait(for body: @escaping @Sendable () async throws -> Void) throws {
    let end = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Void, any Error>?>(nil)
    Task.detached {
      let result: Result<Void, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      end.signal()
    }
    end.wait()
    try outcome.withLock { $0 }?.get()
  }
}
