// `import SocketServers` is enough to write a server.
@_exported public import Sockets
