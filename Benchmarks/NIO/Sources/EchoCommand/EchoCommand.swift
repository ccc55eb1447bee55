import Dispatch
import Glibc

/// The command line of an echo server, `--listen HOST:PORT [--loops N]`, and what it promises: to
/// say where it listens, and to end on SIGTERM.
public struct EchoCommand: Sendable {
  /// The address to listen at, as text.
  public var host = ""
  /// The port to listen at; 0 leaves it to the system.
  public var port = 0
  /// How many event loops, each with a thread.
  public var loops = 1

  /// Reads the command line of this process; ends it with status 2 where it cannot be read.
  public init() {
    var words = CommandLine.arguments.dropFirst()
    while let name = words.popFirst() {
      switch (name, words.popFirst()) {
      case ("--listen", let address?): listen(at: address)
      case ("--loops", let text?): loops = Self.number(text, 1...64)
      default: Self.refuse()
      }
    }
    if host.isEmpty { Self.refuse() }
  }

  private mutating func listen(at address: String) {
    guard let colon = address.lastIndex(of: ":") else { Self.refuse() }
    host = String(address[..<colon])
    port = Self.number(String(address[address.index(after: colon)...]), 0...65535)
  }

  /// Tells that the server listens, at a port that the system may have chosen.
  public func announce(port: Int?) {
    print("listening tcp \(host):\(port ?? self.port)")
    fflush(nil)
  }

  /// Ends the process with status 0 on SIGTERM, for as long as the result lives.
  public static func exitOnTermination() -> any DispatchSourceSignal {
    signal(SIGTERM, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    source.setEventHandler { exit(0) }
    source.resume()
    return source
  }

  private static func number(_ text: String, _ range: ClosedRange<Int>) -> Int {
    guard let number = Int(text), range.contains(number) else { refuse() }
    return number
  }

  private static func refuse() -> Never {
    print("usage: --listen HOST:PORT [--loops N]")
    exit(2)
  }
}
