"""Tutorial 000, client: sends each command and prints what one receive gives."""

import socket

import command_line

address, messages = command_line.arguments(command_line.MESSAGES)
phone_client = socket.socket(socket.AF_INET, socket.SOCK_STREAM)

phone_client.connect(address)

for line in command_line.lines(">>:", messages):
    cmd = line.strip()
    if not cmd:
        continue
    phone_client.send(cmd.encode("utf-8"))
    cmd_res = phone_client.recv(1024)
    print(cmd_res.decode("utf-8"))

phone_client.close()
