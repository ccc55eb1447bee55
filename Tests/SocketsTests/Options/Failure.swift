import Sockets
import Testing

/// The error of a socket that `body` throws; nil where it succeeds.
func failure<R: ~Copyable>(of body: () throws -> R) -> SocketError? {
  do {
    _ = try body()
    return nil
  } catch let error as SocketError {
    return error
  } catch {
    Issue.record("\(error) is no error of a socket")
    return nil
  }
}
