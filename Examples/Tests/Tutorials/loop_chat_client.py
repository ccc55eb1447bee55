"""Tutorial 003, TCP client: prints the greeting and the answer to each message."""

import socket

import command_line

if __name__ == "__main__":
    address, messages = command_line.arguments(command_line.MESSAGES)
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    s.connect(address)

    print("--- > " + s.recv(1024).decode("utf-8"))

    for message in messages or ["Hello,I am client!"]:
        s.send(message.encode("utf-8"))
        print("--- > " + s.recv(1024).decode("utf-8"))
    s.send(b"exit")

    s.close()
