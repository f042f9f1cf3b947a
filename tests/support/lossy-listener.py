"""Two addresses of which one loses the first packet of each connection, and the other all of them.

A full queue of connections drops what comes, and who connects sends it again after a second (RFC 6298 2). Prints the
port; serves HTTP at 127.0.0.1 once a line came on stdin, never at 127.0.0.3.
"""

import socket
import sys
import threading

late, dead = (socket.socket() for _ in range(2))
late.bind(("127.0.0.1", 0))
port = late.getsockname()[1]
dead.bind(("127.0.0.3", port))
fillers = []
for listener in (late, dead):
    listener.listen(0)
    for _ in range(3):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        fillers.append(filler)
print(port, flush=True)
sys.stdin.readline()


def serve(connection):
    if connection.recv(65536):
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")
    connection.close()


while True:
    threading.Thread(target=serve, args=(late.accept()[0],), daemon=True).start()
