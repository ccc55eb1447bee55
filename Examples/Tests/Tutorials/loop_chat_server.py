"""Tutorial 003, TCP server: greets, then repeats what each client says, a thread for each."""

import socket
import threading

import command_line


def dealClient(sock: socket.socket, addr: command_line.Address) -> None:
    print("Accept new connection from %s:%s" % addr)
    sock.send(b"Hello,I am server!")
    while True:
        # The tutorial sleeps a second after this receive.
        data = sock.recv(1024)
        if not data or data.decode("utf-8") == "exit":
            break
        print("--- > %s !" % data.decode("utf-8"))
        sock.send(("Loop_msg: %s!" % data.decode("utf-8")).encode("utf-8"))

    sock.close()
    print("Connection from %s:%s" % addr)


if __name__ == "__main__":
    address, _ = command_line.arguments()
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.bind(address)

    s.listen(5)
    command_line.announce(s)
    print("waiting for connection ...")
    while True:
        sock, addr = s.accept()
        t = threading.Thread(target=dealClient, args=(sock, addr))
        t.start()
