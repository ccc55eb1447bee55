"""Tutorial 001, client: sends its text, or each message, and prints the answer."""

import socket

import command_line

address, messages = command_line.arguments(command_line.MESSAGES)

s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.connect(address)

for message in messages or ["Hello Huangpingyi"]:
    s.sendall(message.encode("utf-8"))
    data = s.recv(1024)
    print("Received", data.decode("utf-8"))
s.close()
