"""A bundle taken apart into its lines, changed, and put together again so that nothing but the change is wrong with it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from hashlib import sha256
from typing import Any


class Edited:
    """`lines` in order; the closing line follows from them in `spelt`."""

    def __init__(self, data: bytes) -> None:
        self.lines: list[dict[str, Any]] = [json.loads(line) for line in data.splitlines()]

    def only(self, kind: str, number: int = 0) -> dict[str, Any]:
        """The n-th line of this kind."""
        return [line for line in self.lines if kind in line][number]

    def record(self, index: int) -> dict[str, Any]:
        """The line of this entry."""
        return next(line for line in self.lines if line.get("record") == index)

    def at(self, index: int) -> int:
        """Where the line of this entry stands."""
        return self.lines.index(self.record(index))

    def entry(self, index: int, change: Callable[[bytes], bytes]) -> None:
        """Another text for this entry."""
        line = self.record(index)
        before = b64decode(line["entry"])
        after = change(before)
        assert after != before
        line["entry"] = b64encode(after).decode()

    def spelt(self, **end: Any) -> bytes:
        """The file; `end` is what the closing line is to say otherwise."""
        body = b"".join(map(spelt, self.lines[:-1]))
        records = [line for line in self.lines if "record" in line]
        counts = {state: sum(line["state"] == state for line in records) for state in ("opened", "erased", "withheld")}
        last = {"end": "levensloop-bundle", "records": len(records), **counts, "sha256": sha256(body).hexdigest()}
        return body + spelt({**last, **end})


def spelt(line: dict[str, Any]) -> bytes:
    """As the format writes it."""
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
