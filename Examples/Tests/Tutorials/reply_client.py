"""Tutorial 002, first client: sends its one text and prints the reply."""

import socket

import command_line

ip_port, _ = command_line.arguments()
sk = socket.socket()
sk.connect(ip_port)
sk.sendall("地瓜地瓜!我是南瓜...".encode("utf-8"))
server_reply = sk.recv(1024)
print(server_reply.decode("utf-8"))
sk.close()
