/// The two ends that socketpair(2) makes.
// Frozen, because Swift lets another module take a noncopyable value apart only then.
@frozen
package struct DescriptorPair: ~Copyable {
  package var first: FileDescriptor
  package var second: FileDescriptor
}
