"""Tutorial 004, second stage: tutorial 001's server, for one client after another."""

import socket

import command_line

address, _ = command_line.arguments()
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(address)
s.listen(1)
command_line.announce(s)

while 1:
    conn, addr = s.accept()
    print("Connected by", addr)
    while 1:
        data = conn.recv(1024)
        if not data:
            break
        conn.sendall(data.upper())
    conn.close()
