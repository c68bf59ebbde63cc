"""The texts that records refer to, as the bundle has them: the disclosure matrix and the register, read for what a check needs of them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from levensloop.verifier.bundle_errors import PaperChanged, PaperDistrusted
from levensloop.verifier.bundle_lines import Paper
from levensloop.verifier.errors import Malformed

VERSIONS = "matrix/versions.csv"
REGISTERS = "register/versions.csv"


@dataclass(frozen=True, slots=True)
class Codes:
    """One version of the matrix. `memberships`: code → by which membership it gives; `special`: code → the special categories that it may
    carry; `roles`: code → the roles in whose column it stands."""

    memberships: Mapping[str, str]
    special: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]


def names(version: str) -> tuple[str, str]:
    """The two papers of one version of the matrix: who may get what on which line, and where that applies."""
    return f"matrix/{version}/grants.csv", f"matrix/{version}/matrix.csv"


def register_name(version: str) -> str:
    """The paper of one version of the register of processing activities."""
    return f"register/{version}.csv"


def activities(papers: Mapping[str, str]) -> frozenset[str]:
    """The codes of all activities in the versions of the register that the bundle has."""
    texts = [text for name, text in papers.items() if name.startswith("register/") and name != REGISTERS]
    return frozenset(row.get("code") or "" for text in texts for row in _rows(text))


def checked(papers: Sequence[Paper], believed: Mapping[str, str]) -> dict[str, str]:
    """Name → text. Raises PaperChanged, PaperDistrusted, Malformed for the same name twice."""
    found: dict[str, str] = {}
    for paper in papers:
        digest = sha256(paper.text.encode()).hexdigest()
        if digest != paper.sha256:
            raise PaperChanged(paper.name)
        if believed.get(paper.name, digest) != digest:
            raise PaperDistrusted(paper.name)
        if paper.name in found:
            raise Malformed("De bundel", f"{paper.name!r:.80} staat er twee keer in")
        found[paper.name] = paper.text
    return found


def codes_of(grants: str, matrix: str) -> Codes:
    """Raises Malformed."""
    try:
        lines = list(csv.DictReader(grants.splitlines(), strict=True))
        cells = list(csv.reader(matrix.splitlines(), strict=True))
        roles: dict[str, set[str]] = {}
        for row in cells[1:]:
            for role, cell in zip(cells[0][3:], row[3:], strict=True):
                for code in cell.split():
                    roles.setdefault(code, set()).add(role)
        return Codes(
            {line["code"]: line["to"] for line in lines},
            {line["code"]: frozenset(line["special"].split()) for line in lines},
            {code: frozenset(found) for code, found in roles.items()},
        )
    except (KeyError, IndexError, ValueError, AttributeError, csv.Error):
        raise Malformed("De matrix in de bundel", "het is niet de tabel die het hoort te zijn") from None


def without_rac(versions: str) -> frozenset[str]:
    """The versions of the matrix that no rechtmatigheidsadviescommissie judged (WGS 1.8(6)). Raises Malformed."""
    return frozenset(row.get("version") or "" for row in _rows(versions) if not row.get("rac_reference"))


def _rows(text: str) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(text.splitlines()))
    except csv.Error:
        raise Malformed("Een tekst in de bundel", "het is niet de tabel die het hoort te zijn") from None
