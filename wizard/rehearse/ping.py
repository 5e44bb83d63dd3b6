"""Run inside a namespace: `python ping.py SOURCE TARGET ...` says of each pair whether an ICMP echo came back."""

import select
import socket
import struct
import sys
import time

WAIT = 0.7
TRIES = 3


def main(words: list[str]) -> None:
    """One line for each pair: 1 where an answer came, 0 where none did."""
    for number, (source_address, destination_address) in enumerate(zip(words[::2], words[1::2], strict=True)):
        tries = range(number * TRIES, number * TRIES + TRIES)
        answered = any(arrives(source_address, destination_address, sequence) for sequence in tries)
        sys.stdout.write(f"{int(answered)}\n")


def arrives(source_address: str, destination_address: str, sequence: int) -> bool:
    """Whether one echo request is answered."""
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as echo_socket:
        try:
            echo_socket.bind((source_address, 0))
            echo_socket.sendto(echo(sequence), (destination_address, 0))
        except OSError:
            return False
        deadline = time.monotonic() + WAIT
        while (left := deadline - time.monotonic()) > 0:
            if select.select([echo_socket], [], [], left)[0] and is_answer(
                echo_socket.recvfrom(2048), destination_address, sequence
            ):
                return True
    return False


def echo(sequence: int) -> bytes:
    """An echo request."""
    text = b"ez2flex rehearsal"
    head = struct.pack("!BBHHH", 8, 0, 0, 0x6566, sequence)
    return struct.pack("!BBHHH", 8, 0, checksum(head + text), 0x6566, sequence) + text


def is_answer(received: tuple[bytes, tuple[str, int]], target: str, sequence: int) -> bool:
    """Whether a packet answers that request."""
    packet, (sender, *_) = received
    start = (packet[0] & 15) * 4
    kind, _, _, _, number = struct.unpack("!BBHHH", packet[start : start + 8])
    return sender == target and (kind, number) == (0, sequence)


def checksum(data: bytes) -> int:
    """The sum that ICMP carries."""
    padded = data + b"\0" * (len(data) % 2)
    total: int = sum(struct.unpack(f"!{len(padded) // 2}H", padded))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


if __name__ == "__main__":
    main(sys.argv[1:])
