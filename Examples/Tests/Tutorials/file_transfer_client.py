"""Tutorial 004, file client: each message is a line of its prompt, such as `get NAME`."""

import os
import socket

import command_line


class FtpClient(object):
    def __init__(self, address: command_line.Address, directory: str, messages: list[str]) -> None:
        self.directory = directory
        self.messages = messages
        self.sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self.sock.connect(address)

    def start(self) -> None:
        self.interactive()

    def interactive(self) -> None:
        for line in command_line.lines(">>:", self.messages):
            user_input = line.strip().split()
            if len(user_input) == 0:
                continue
            if hasattr(self, user_input[0]):
                func = getattr(self, user_input[0])
                func(user_input)
            else:
                print("\033[31;1mWrong cmd usage\033[0m")

    def get(self, msg: list[str]) -> None:
        print("--get func---", msg)
        if len(msg) == 2:
            file_name = msg[1]
            instruction = "FileTransfer|get|%s" % file_name
            self.sock.send(instruction.encode("utf-8"))
            feedback = self.sock.recv(100).decode("utf-8")
            print("-->", feedback)
            if feedback.startswith("FileTransfer|get|ready"):
                file_size = int(feedback.split("|")[-1])
                self.sock.send(b"FileTransfer|get|recv_ready")
                recv_size = 0
                f = open("%s/%s" % (self.directory, os.path.basename(file_name)), "wb")
                print("--->", file_name)
                while not file_size == recv_size:
                    if file_size - recv_size > 1024:
                        data = self.sock.recv(1024)
                        recv_size += len(data)
                    else:
                        # The tutorial's mistake, kept: what was asked for is counted, not what
                        # came, so that a last piece in two segments loses the second.
                        data = self.sock.recv(file_size - recv_size)
                        recv_size += file_size - recv_size
                    f.write(data)
                    print(file_size, recv_size)
                else:
                    print("---recv file:%s---" % file_name)
                    f.close()
            else:
                print(feedback)
        else:
            print("\033[31;1mWrong cmd usage\033[0m")

    # The tutorial's mistake, kept: called with the words of the line, these raise TypeError.
    def put(self) -> None:
        pass

    def ls(self) -> None:
        pass

    def cd(self) -> None:
        pass

    def delete(self) -> None:
        pass


if __name__ == "__main__":
    address, (directory, *messages) = command_line.arguments("OUTDIR", command_line.MESSAGES)
    ftp = FtpClient(address, directory, messages)
    ftp.start()
