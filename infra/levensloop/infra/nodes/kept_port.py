"""A port that stays whose it is while nobody listens on it: who takes whatever port is free does not get it meanwhile."""

import socket
import sys


def kept_port(port: int = 0) -> socket.socket:
    """Keeps this port, or a free one, until the socket is closed. A server that is told the port comes in all the same: as servers
    do it says that it reuses the address, and Linux allows that while nobody listens there.

    Raises `OSError` where somebody listens on it. On another system than Linux the port is free again at once.
    """
    keeper = socket.socket()
    try:
        if sys.platform == "linux":
            keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", port))
    except OSError:
        keeper.close()
        raise
    return keeper
