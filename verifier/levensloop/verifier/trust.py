"""The auditor's own file of whom to believe: a C2SP policy, and from when until when each key counts. Trust never comes from a bundle.

version = 1
origin = "<name of the log>"                          # optional: it must be this log
policy = '''
log <vkey>
witness <name> <vkey>
quorum <name>
'''

[[key]]                                               # optional: a key without dates always counts
id = "<name>+<id>"                                    # the first two parts of its vkey
from = 2026-01-01T00:00:00Z                           # each optional
until = 2027-01-01T00:00:00Z
revoked = 2026-06-01T00:00:00Z

[papers]                                              # optional: texts that must be these
"matrix/2/matrix.csv" = "<SHA-256 in hex>"
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from levensloop.verifier.errors import Malformed
from levensloop.verifier.keys import VerifierKey
from levensloop.verifier.policy import Policy

LARGEST = 1 << 20
"""Bytes."""
_WHAT = "Het vertrouwensbestand"
_SHA256 = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Dates:
    """Seconds since 1970; None where there is no such bound."""

    since: int | None = None
    until: int | None = None
    revoked: int | None = None

    def hold(self, at: int) -> bool:
        """Whether a key with these dates counts at this moment, apart from its being revoked."""
        return (self.since is None or at >= self.since) and (self.until is None or at < self.until)


ALWAYS = Dates()


@dataclass(frozen=True, slots=True)
class Believed:
    """Whom the auditor believes. `papers`: name → SHA-256 in hex."""

    policy: Policy
    origin: str | None = None
    dates: Mapping[str, Dates] = field(default_factory=dict)
    papers: Mapping[str, str] = field(default_factory=dict)

    def of(self, key: VerifierKey) -> Dates:
        """The dates of this key."""
        return self.dates.get(short(key), ALWAYS)

    @classmethod
    def parse(cls, data: bytes) -> "Believed":
        """From the file; raises Malformed."""
        if len(data) > LARGEST:
            raise Malformed(_WHAT, f"langer dan {LARGEST} bytes")
        try:
            found = tomllib.loads(data.decode())
        except (ValueError, RecursionError) as error:
            line = re.search(r"at line (\d+)", str(error))
            raise Malformed(_WHAT, f"geen TOML ({f'regel {line[1]}' if line else 'geen leesbare tekst'})") from None
        _only(found, {"version", "origin", "policy", "key", "papers"})
        if found.get("version") != 1 or not isinstance(policy := found.get("policy"), str):
            raise Malformed(_WHAT, "er hoort version = 1 in te staan, en een policy")
        believed = Policy.parse(policy.encode())
        origin, papers = found.get("origin"), found.get("papers", {})
        if origin is not None and not isinstance(origin, str):
            raise Malformed(_WHAT, "origin is geen tekst")
        if not isinstance(papers, dict) or not all(
            isinstance(s, str) and _SHA256.fullmatch(s) for s in papers.values()
        ):
            raise Malformed(_WHAT, "onder [papers] hoort bij elke naam een SHA-256 van 64 hexadecimale tekens")
        return cls(believed, origin, _dates(found.get("key", []), believed), papers)


def short(key: VerifierKey) -> str:
    """By which a key is named in this file and in messages: its name and id."""
    return f"{key.name}+{key.id.hex()}"


def _dates(rows: object, policy: Policy) -> dict[str, Dates]:
    known = {short(key) for key in (*policy.logs, *policy.witnesses.values())}
    found: dict[str, Dates] = {}
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict):
            raise Malformed(_WHAT, "een sleutel heeft een [[key]] met een id")
        _only(row, {"id", "from", "until", "revoked"})
        if (id := row.get("id")) not in known:
            raise Malformed(_WHAT, f"{id!r:.80} is geen sleutel uit het beleid")
        if id in found:
            raise Malformed(_WHAT, f"{id!r:.80} staat er twee keer")
        found[id] = Dates(*(_moment(row.get(name)) for name in ("from", "until", "revoked")))
    return found


def _moment(found: object) -> int | None:
    if found is None:
        return None
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise Malformed(_WHAT, "een tijd hoort er zo uit te zien: 2026-01-01T00:00:00Z")
    return int(found.timestamp())


def _only(found: Mapping[str, Any], known: set[str]) -> None:
    if strange := found.keys() - known:
        raise Malformed(_WHAT, f"{min(strange)!r:.40} is hier geen veld")
