/// What accept4(2) makes: the new socket, and how much of the address buffer the peer's fills.
// Frozen, because Swift lets another module take a noncopyable value apart only then.
@frozen
package struct AcceptedDescriptor: ~Copyable {
  package var descriptor: FileDescriptor
  package var addressLength: Int
}
