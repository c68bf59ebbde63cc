"""A bundle gone through from begin to end, in a process of its own: `python -m bench.verifying <way> <file> <count>`."""

from base64 import b64decode
from hashlib import sha256
from json import loads
from pathlib import Path
from time import perf_counter

from bench.child import ways
from bench.verify import ASKED
from levensloop.verifier.steps import Failed, Proven
from levensloop.verifier.verify_bundle import verify


async def read(file: str, count: str) -> float:
    """Its lines."""
    begin = perf_counter()
    with Path(file).open("rb") as lines:  # noqa: ASYNC230 - nothing else runs
        for _ in lines:
            pass
    return int(count) / (perf_counter() - begin)


async def hashed(file: str, count: str) -> float:
    """Each line parsed, each record hashed once."""
    begin = perf_counter()
    with Path(file).open("rb") as lines:  # noqa: ASYNC230 - nothing else runs
        for line in lines:
            if line.startswith(b'{"record"'):
                sha256(b64decode(loads(line)["entry"])).digest()
    return int(count) / (perf_counter() - begin)


async def verified(file: str, count: str) -> float:
    """As an auditor does."""
    begin, found = perf_counter(), 0
    with Path(file).open("rb") as lines:  # noqa: ASYNC230 - nothing else runs
        for step in verify(lines, ASKED):
            if isinstance(step, Failed):
                raise RuntimeError(step.text)
            found += isinstance(step, Proven)
    if found != int(count):
        raise RuntimeError(f"{found} of {count}")
    return found / (perf_counter() - begin)


if __name__ == "__main__":
    ways({"read": read, "hashed": hashed, "verified": verified})
