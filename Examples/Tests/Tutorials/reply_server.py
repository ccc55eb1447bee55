"""Tutorial 002, first server: one receive, one reply, then the next client."""

import socket

import command_line

ip_port, _ = command_line.arguments()
sk = socket.socket()
sk.bind(ip_port)
sk.listen(5)
command_line.announce(sk)
while True:
    print("server waiting...")
    conn, addr = sk.accept()
    client_data = conn.recv(1024)
    print(client_data.decode("utf-8"))
    conn.sendall("收到收到 我是地瓜!".encode("utf-8"))
    conn.close()
