"""Tutorial 002, second server: runs each command and sends its output after its size.

NEVER LET ANYBODY BUT YOURSELF REACH THIS SERVER: WHOEVER CONNECTS OWNS THE ACCOUNT IT RUNS IN.
"""

import socket
import subprocess

import command_line

ip_port, _ = command_line.arguments()
s = socket.socket()
s.bind(ip_port)
s.listen(5)
command_line.announce(s)
while True:
    conn, addr = s.accept()
    while True:
        try:
            # The tutorial's mistake, kept: the end of the stream is an empty command, answered
            # by `cmd error...` again and again until the peer resets the connection.
            recv_data = conn.recv(1024)
            if str(recv_data, encoding="utf-8") == "exit":
                break
            p = subprocess.Popen(
                str(recv_data, encoding="utf-8"), shell=True, stdout=subprocess.PIPE
            )
            assert p.stdout
            ret = p.stdout.read()
            if len(ret) == 0:
                send_data = "cmd error..."
                ret = bytes(send_data, encoding="utf-8")
                conn.send(ret)
            else:
                # Output is always taken for GBK, UTF-8 output too; where that cannot be, the
                # exception closes the connection without an answer.
                ret = bytes(str(ret, encoding="gbk"), encoding="utf8")
                read_tag = "ready|%s" % len(ret)
                conn.send(bytes(read_tag, encoding="utf8"))
                freedback = conn.recv(1024)
                if str(freedback, encoding="utf8") == "start":
                    conn.send(ret)
        except Exception:
            break
    conn.close()
