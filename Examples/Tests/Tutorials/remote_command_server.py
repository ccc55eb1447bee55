"""Tutorial 000, server: runs each command in a shell and sends its raw output.

NEVER LET ANYBODY BUT YOURSELF REACH THIS SERVER: WHOEVER CONNECTS OWNS THE ACCOUNT IT RUNS IN.
"""

import socket
import subprocess

import command_line

address, _ = command_line.arguments()
phone_server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
phone_server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
phone_server.bind(address)
phone_server.listen(5)
command_line.announce(phone_server)
print("server is run...")

while True:
    conn, client_addr = phone_server.accept()
    print("客户端:", client_addr)

    while True:
        try:
            # The tutorial's mistake, kept: at the end of the stream this is empty and the loop
            # runs empty commands for ever. Only a reset connection leads on to the next client.
            cmd = conn.recv(1024)
            res = subprocess.Popen(
                cmd.decode("utf-8"),
                shell=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            assert res.stdout and res.stderr
            stdout = res.stdout.read()
            stderr = res.stderr.read()

            conn.sendall(stdout + stderr)

        except Exception:
            break
    conn.close()
