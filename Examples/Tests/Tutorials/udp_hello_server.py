"""Tutorial 003, UDP server: answers each datagram by `Hello, ` before it and `!` after it."""

import socket

import command_line

if __name__ == "__main__":
    address, _ = command_line.arguments()
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(address)
    command_line.announce(s)
    print("Bind UDP on %s:%s ..." % s.getsockname())

    while True:
        data, addr = s.recvfrom(1024)
        print("Received from %s:%s." % addr)
        s.sendto(b"Hello, %s!" % data, addr)
