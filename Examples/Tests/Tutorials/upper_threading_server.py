"""Tutorial 004, third stage: tutorial 001's server, for many clients at once."""

import socketserver

import command_line


class MyTCPHandler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        print("Connected by", self.client_address)
        while 1:
            data = self.request.recv(1024)
            if not data:
                break
            self.request.sendall(data.upper())


if __name__ == "__main__":
    address, _ = command_line.arguments()
    server = socketserver.ThreadingTCPServer(address, MyTCPHandler)
    command_line.announce(server.socket)
    server.serve_forever()
