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
  /// It must be joined or detached.
  ///
  /// - Parameters:
  ///   - name: what `ps` and debuggers show, cut to `nameBytesMax` bytes.
  ///   - stackBytes: size of its stack; nil is the system's default, 8 MiB of address space.
  /// - Throws: `EAGAIN` where the system allows no further thread.
  package init(
    name: String,
    stackBytes: Int? = nil,
    _ body: @escaping @Sendable () -> Void
  ) throws(Errno) {
    let work = Work(name: name, body: body)
    var handle: pthread_t = 0
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    defer { unsafe _ = pthread_attr_destroy(&attributes) }
    if let stackBytes { unsafe _ = pthread_attr_setstacksize(&attributes, stackBytes) }
    // SAFETY: the retain taken here is the one that `run` consumes, or is undone when no thread starts.
    let argument = unsafe Unmanaged.passRetained(work)
    do throws(Errno) {
      try System.invoke(.pthreadCreate) { _ in
        // pthread_create returns its error instead of setting errno.
        let code = unsafe pthread_create(&handle, &attributes, runThread, argument.toOpaque())
        errno = code
        return code == 0 ? 0 : -1
      }
    } catch {
      unsafe argument.release()
      throw error
    }
    self.handle = handle
  }

  /// Waits until the thread has ended: pthread_join(3).
  package consuming func join() {
    // SAFETY: the handle is joined once, because this consumes it.
    _ = pthread_join(handle, nil)
  }

  /// Lets the thread end by itself, with nobody waiting: pthread_detach(3).
  package consuming func detach() {
    _ = pthread_detach(handle)
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
  guard let argument = unsafe argument else { return nil }
  // SAFETY: the argument is the retained `Work` of `init`, and this is its only consumer.
  let work = unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
  let name = String(decoding: work.name.utf8.prefix(SystemThread.nameBytesMax), as: UTF8.self)
  unsafe _ = pthread_setname_np(pthread_self(), name)
  work.body()
  return nil
}
