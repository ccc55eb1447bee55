"""Tutorial 003, UDP client: sends its two words, or each message, and prints the answers."""

import socket

import command_line

if __name__ == "__main__":
    address, messages = command_line.arguments(command_line.MESSAGES)
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    for data in messages or ["hello", "world"]:
        s.sendto(data.encode("utf-8"), address)
        print(s.recv(1024).decode("utf-8"))
    s.close()
