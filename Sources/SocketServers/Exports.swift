// `import SocketServers` is enough to write a server.
@_exported public import AsyncSockets
@_exported public import Sockets
