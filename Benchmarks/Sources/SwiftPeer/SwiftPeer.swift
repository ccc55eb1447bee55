internal import CMeasuring
internal import Glibc
internal import Sockets

/// The Swift half of the comparison: the C peer's modes through this library.
@main
enum SwiftPeer {
  static func main() {
    // SAFETY: the arguments of the process live as long as it does, and are only read.
    let request = unsafe measuring_run(CommandLine.argc, CommandLine.unsafeArgv)
    let run = unsafe Run(request)
    do throws(SocketError) {
      if try Echo(run: run).measure() { return }
      if try Bulk(run: run).measure() { return }
      if try Calls(run: run).measure() { return }
    } catch {
      print(error)
      exit(1)
    }
    print("no such mode: \(run.mode)")
    exit(2)
  }
}

/// One run, as the command line asks for it; see CMeasuring.h.
struct Run: Sendable {
  var mode: String
  var size: Int
  var count: Int
  var clientCPU: Int32
  var serverCPU: Int32

  init(_ request: measuring_run) {
    // SAFETY: the mode is one of the arguments of the process, which end with a NUL.
    mode = unsafe String(cString: request.mode)
    size = unsafe Int(request.size)
    count = unsafe Int(request.count)
    clientCPU = unsafe request.client_cpu
    serverCPU = unsafe request.server_cpu
  }
}
