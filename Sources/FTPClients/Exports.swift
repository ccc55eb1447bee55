// `import FTPClients` is enough to write a program: endpoints, deadlines, loops and what encrypts
// come along.
@_exported public import AsyncSockets
@_exported public import TLS
