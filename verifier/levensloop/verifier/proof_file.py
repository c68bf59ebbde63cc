"""A proof that an entry is in a log, as one text file with its checkpoint (C2SP tlog-proof).

c2sp.org/tlog-proof@v1
[extra <base64>]
index <number>
<base64 of a hash>…

<checkpoint, with its signatures>
"""

import re
from dataclasses import dataclass

from levensloop.verifier import base64_text
from levensloop.verifier.errors import Malformed
from levensloop.verifier.note import LARGEST
from levensloop.verifier.tree import HASH_SIZE

FIRST_LINE = "c2sp.org/tlog-proof@v1"
LONGEST = 63
"""Hashes in a proof; a tree of 2^63 entries needs no more."""
_WHAT = "Het bewijs"
_INDEX = re.compile("index (0|[1-9][0-9]{0,18})")
_EXTRA = "extra "


@dataclass(frozen=True, slots=True)
class ProofFile:
    """Where the entry stands, the hashes from its sibling up, and the bytes of the checkpoint. `extra` is proven by nothing."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None

    @classmethod
    def parse(cls, data: bytes) -> "ProofFile":
        """From a file; raises Malformed. The checkpoint is not looked into."""
        if len(data) > 2 * LARGEST:
            raise Malformed(_WHAT, "het is te groot")
        head, blank, checkpoint = data.partition(b"\n\n")
        try:
            first, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise Malformed(_WHAT, "er staat iets anders in dan ASCII") from None
        if not blank or first != FIRST_LINE:
            raise Malformed(_WHAT, f"het begint niet met {FIRST_LINE!r}, of er volgt geen controlepunt")
        extra = _value(lines.pop(0).removeprefix(_EXTRA)) if lines and lines[0].startswith(_EXTRA) else None
        found = _INDEX.fullmatch(lines[0]) if lines else None
        if found is None:
            raise Malformed(_WHAT, "er staat niet in welke regel het bewijst")
        path = tuple(_value(line) for line in lines[1:])
        if len(path) > LONGEST or any(len(hash) != HASH_SIZE for hash in path):
            raise Malformed(_WHAT, "na de index horen hashes van 32 bytes te staan")
        return cls(int(found[1]), path, checkpoint, extra)

    def format(self) -> bytes:
        """As a file."""
        extra = () if self.extra is None else (f"{_EXTRA}{base64_text.encode(self.extra)}",)
        lines = (FIRST_LINE, *extra, f"index {self.index}", *(base64_text.encode(hash) for hash in self.path), "")
        return "".join(f"{line}\n" for line in lines).encode() + self.checkpoint


def _value(text: str) -> bytes:
    value = base64_text.decode(text)
    if value is None:
        raise Malformed(_WHAT, f"{text[:50]!r} is geen base64")
    return value
