"""Practice routers behind SSH, as far away as over the Internet; prints their host key and their ports."""

import socket
import sys
import threading
import time
from contextlib import suppress
from queue import SimpleQueue

from tests.practice_routers import router
from wizard.practice.ssh_server import LOOPBACK, SshServer, fingerprint, new_host_key


def main(count: int, round_trip: float) -> None:
    """Serves so many until standard input ends."""
    key = new_host_key()
    servers = [SshServer(router(), host_key=key) for _ in range(count)]
    print(fingerprint(key), *(slow_way(server.port, round_trip / 2) for server in servers), flush=True)
    sys.stdin.read()


def slow_way(port: int, delay: float) -> int:
    """A port that leads to another one, and takes so long each way."""
    listening = socket.create_server((LOOPBACK, 0))

    def accept() -> None:
        while True:
            near, _ = listening.accept()
            far = socket.create_connection((LOOPBACK, port))
            for start, end in ((near, far), (far, near)):
                for each in (start, end):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                carry(start, end, delay)

    threading.Thread(target=accept, daemon=True).start()
    return int(listening.getsockname()[1])


def carry(start: socket.socket, end: socket.socket, delay: float) -> None:
    """What comes in at one end goes out at the other one after the delay; its own length does not slow it."""
    on_the_way: SimpleQueue[tuple[float, bytes]] = SimpleQueue()

    def take() -> None:
        data = b"-"
        with suppress(OSError):
            while data:
                data = start.recv(1 << 16)
                on_the_way.put((time.monotonic() + delay, data))

    def give() -> None:
        with suppress(OSError):
            while True:
                due, data = on_the_way.get()
                time.sleep(max(0.0, due - time.monotonic()))
                if not data:
                    end.shutdown(socket.SHUT_WR)
                    return
                end.sendall(data)

    for work in (take, give):
        threading.Thread(target=work, daemon=True).start()


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
