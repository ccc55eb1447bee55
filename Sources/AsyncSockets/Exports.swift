// `import AsyncSockets` is enough to write a program: its loops, its addresses, options and errors
// come along.
@_exported public import EventLoops
@_exported public import Sockets
