"""Tutorial 004, file server: sends any file that it can read, names taken relative to DIR.

NEVER LET ANYBODY BUT YOURSELF REACH THIS SERVER: NAMES ARE NOT CONFINED TO DIR.
"""

import os
import socketserver

import command_line


class MyTCPHandler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        while True:
            received = self.request.recv(1024).strip()
            if not received:
                break
            instruction = received.decode("utf-8").split("|")
            if hasattr(self, instruction[0]):
                func = getattr(self, instruction[0])
                func(instruction)

    def FileTransfer(self, msg: list[str]) -> None:
        print("---filetransfer---", msg)
        if msg[1] == "get":
            print("client wants to download file:", msg[2])
            if os.path.isfile(msg[2]):
                file_size = os.path.getsize(msg[2])
                res = "ready|%s" % file_size
            else:
                res = "file doesn't exist"
            send_confirmation = "FileTransfer|get|%s" % res
            self.request.send(send_confirmation.encode("utf-8"))

            # The tutorial's mistake, kept: this also waits after `file doesn't exist`, and takes
            # the client's next instruction for the confirmation.
            feedback = self.request.recv(100)
            if feedback == b"FileTransfer|get|recv_ready":
                f = open(msg[2], "rb")
                send_size = 0
                while not file_size == send_size:
                    if file_size - send_size > 1024:
                        data = f.read(1024)
                        send_size += 1024
                    else:
                        data = f.read(file_size - send_size)
                        send_size += file_size - send_size
                    self.request.send(data)
                    print(file_size, send_size)
                else:
                    print("---send file:%s done----" % msg[2])
                    f.close()
        elif msg[1] == "put":
            pass


if __name__ == "__main__":
    address, [directory] = command_line.arguments("DIR")
    os.chdir(directory)
    server = socketserver.ThreadingTCPServer(address, MyTCPHandler)
    command_line.announce(server.socket)
    server.serve_forever()
