// `import Sockets` is enough to write a program: its addresses, its streams and the descriptors it
// hands out come along.
@_exported public import ByteStreams
@_exported public import SocketAddresses

@_exported public import struct SystemCalls.FileDescriptor
