"""Tutorial 001, server, and the first stage of tutorial 004: serves one client, then ends."""

import socket

import command_line

address, _ = command_line.arguments()
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind(address)
s.listen(1)
command_line.announce(s)
conn, addr = s.accept()

print("Connected by", addr)
while 1:
    data = conn.recv(1024)
    if not data:
        break
    conn.sendall(data.upper())
conn.close()
