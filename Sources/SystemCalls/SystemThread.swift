internal import CPlatform
internal import Glibc

/// A thread of the operating system: pthreads(7).
///
/// For code that blocks, which must not sit on a thread of Swift's pool.
package struct SystemThread: ~Copyable, Sendable {
  /// The longest name the kernel keeps, in bytes: 16 with the NUL.
  package static let nameBytesMax = 15

  private let handle: pthread_t

  /// Starts a thread that runs `body` once.
  ///
  /// It inherits the signal mask of the thread that starts it; those of Swift's pool block nearly
  /// every signal.
  ///
  /// - Parameters:
  ///   - name: what `ps` and debuggers show, cut to `nameBytesMax` bytes between two characters.
  ///   - stackBytes: size of its stack, from 16 KiB; nil is the system's default, 8 MiB of address
  ///     space.
  ///   - body: what the thread does; it ends with it.
  /// - Throws: `EAGAIN` where the system allows no further thread; `EINVAL` for a stack too small.
  package init(
    name: String,
    stackBytes: Int? = nil,
    _ body: @escaping @Sendable () -> Void
  ) throws(Errno) {
    var attributes = pthread_attr_t()
    // SAFETY: the attributes live in this frame, and are initialised here and destroyed once.
    unsafe pthread_attr_init(&attributes)
    defer { unsafe _ = pthread_attr_destroy(&attributes) }
    if let stackBytes, unsafe pthread_attr_setstacksize(&attributes, stackBytes) != 0 {
      throw .invalidArgument
    }
    handle = try unsafe SystemThread.start(Work(name: name, body: body), &attributes)
  }

  /// A thread that nobody joined ends by itself: pthread_detach(3).
  deinit {
    _ = pthread_detach(handle)
  }

  /// Waits until the thread has ended: pthread_join(3).
  package consuming func join() {
    let handle = self.handle
    // The system's thread is gone once joined, and must not be detached after.
    discard self
    _ = pthread_join(handle, nil)
  }

  /// Lets the thread end by itself, with nobody waiting, as it does when this value just ends.
  package consuming func detach() {}

  private static func start(
    _ work: Work,
    _ attributes: UnsafePointer<pthread_attr_t>
  ) throws(Errno) -> pthread_t {
    var handle: pthread_t = 0
    // SAFETY: `runThread` consumes the retain taken here; it is undone when no thread starts.
    let argument = unsafe Unmanaged.passRetained(work)
    do throws(Errno) {
      try System.invoke(.pthreadCreate) { _ in
        // pthread_create returns its error instead of setting errno.
        let code = unsafe pthread_create(&handle, attributes, runThread, argument.toOpaque())
        guard code != 0 else { return 0 }
        errno = code
        return -1
      }
    } catch {
      unsafe argument.release()
      throw error
    }
    return handle
  }
}

/// What a new thread is to do, carried over to it.
private final class Work: Sendable {
  let name: String
  let body: @Sendable () -> Void

  init(name: String, body: @escaping @Sendable () -> Void) {
    self.name = name
    self.body = body
  }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  // SAFETY: the argument is the retained `Work` of `start`, and this is its only consumer; the name
  // lives through the call.
  guard let argument = unsafe argument else { return nil }
  let work = unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
  unsafe _ = pthread_setname_np(pthread_self(), frontThatFits(of: work.name))
  work.body()
  return nil
}

/// As many characters of `name` as the kernel keeps: it refuses a longer name altogether.
private func frontThatFits(of name: String) -> String {
  var bytes = 0
  let front = name.unicodeScalars.prefix { scalar in
    bytes += UTF8.width(scalar)
    return bytes <= SystemThread.nameBytesMax
  }
  return String(front)
}
