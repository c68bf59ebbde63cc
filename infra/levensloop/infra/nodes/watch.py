"""A child's keeper: runs one command and ends it when whoever started this is gone, even by SIGKILL.

Runs as a script of its own, on the standard library alone: `python -I watch.py LOCK_FILE GRACE_SECONDS COMMAND...`. Standard input
is a pipe from the parent that nobody writes to: its end means the parent ended or let go. Exits with the command's status.

The lock file keeps a second server off the same data, which nats-server itself (2.15.1) does not: two of them would ruin it.
"""

import ctypes
import os
import signal
import subprocess
import sys
import threading

try:
    import fcntl
except ImportError:  # not on Windows
    fcntl = None  # type: ignore[assignment]

IN_USE = "data directory in use by another server"


def _die_with_keeper() -> None:
    """On Linux the kernel ends the command if this keeper itself is killed; elsewhere nothing more can be done."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


def _until_parent_lets_go(child: "subprocess.Popen[bytes]", grace: float) -> None:
    # os.read, not sys.stdin: a thread inside a buffered read makes Python abort when the child ends first.
    while os.read(0, 1):
        pass
    child.terminate()
    try:
        child.wait(grace)
    except subprocess.TimeoutExpired:
        child.kill()


def _locked(path: str) -> int:
    """The lock, held until the command ends: it inherits the descriptor, and so outlives even this keeper."""
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    if fcntl is not None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return lock


def main() -> int:
    lock_file, grace, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    try:
        lock = _locked(lock_file)
    except BlockingIOError:
        print(IN_USE, file=sys.stderr)
        return 1
    # preexec_fn is safe here: no thread exists yet.
    linux = sys.platform == "linux"
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, pass_fds=[lock], preexec_fn=_die_with_keeper if linux else None
    )
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, lambda *_: child.send_signal(signal.SIGHUP))  # read your configuration again
    threading.Thread(target=_until_parent_lets_go, args=(child, grace), daemon=True).start()
    status = child.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main())
