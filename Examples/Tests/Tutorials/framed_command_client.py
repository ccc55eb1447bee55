"""Tutorial 002, second client: sends each command, receives until the size it was told."""

import itertools
import socket

import command_line

ip_port, messages = command_line.arguments(command_line.MESSAGES)
s = socket.socket()
s.connect(ip_port)
# The tutorial's user leaves by typing `exit`; here the end of the messages types it.
for line in itertools.chain(command_line.lines(">>: ", messages), ["exit"]):
    send_data = line.strip()
    if not send_data:
        continue
    else:
        s.send(bytes(send_data, encoding="utf-8"))
        if send_data == "exit":
            break
        ready_tag = s.recv(1024)
        if str(ready_tag, encoding="utf8").startswith("ready"):
            msg_size = int(str(ready_tag, encoding="utf8").split("|")[-1])
            s.send(bytes("start", encoding="utf8"))
            recv_msg = b""
            recv_size = 0
            while recv_size < msg_size:
                recv_data = s.recv(1024)
                recv_msg += recv_data
                recv_size += len(recv_data)
                print("MSG_SIZE:{} (RECV:{})".format(msg_size, recv_size))
            print(str(recv_msg, encoding="utf-8"))
        else:
            print(str(ready_tag, encoding="utf8"))
s.close()
