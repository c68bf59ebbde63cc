"""The texts that records refer to, as the bundle has them: the disclosure matrix and the register, read for what a check needs of them."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from levensloop.contracts.authorisations import is_text_of, version_in
from levensloop.contracts.papers import REGISTERS, VERSIONS, digest
from levensloop.contracts.papers import papers as installed
from levensloop.verifier.bundle_errors import AuthorisationChanged, PaperChanged, PaperDistrusted
from levensloop.verifier.bundle_lines import Paper
from levensloop.verifier.errors import Malformed


@dataclass(frozen=True, slots=True)
class Codes:
    """One version of the matrix. `memberships`: code → by which membership it gives; `special`: code → the special categories that it may
    carry; `roles`: code → the roles in whose column it stands."""

    memberships: Mapping[str, str]
    special: Mapping[str, frozenset[str]]
    roles: Mapping[str, frozenset[str]]


def activities(papers: Mapping[str, str]) -> frozenset[str]:
    """The codes of all activities in the versions of the register that the bundle has."""
    texts = [text for name, text in papers.items() if name.startswith("register/") and name != REGISTERS]
    return frozenset(row.get("code") or "" for text in texts for row in _rows(text))


def checked(papers: Sequence[Paper], believed: Mapping[str, str]) -> dict[str, str]:
    """Name → text; `believed`: name → SHA-256 that the auditor pinned, which goes before the text that is installed with this check.

    Raises PaperChanged, PaperDistrusted, AuthorisationChanged, Malformed for the same name twice.
    """
    found: dict[str, str] = {}
    for paper in papers:
        told = digest(paper.text)
        if told != paper.sha256:
            raise PaperChanged(paper.name)
        if (version := version_in(paper.name)) is not None and not is_text_of(version, paper.text):
            raise AuthorisationChanged(version)
        if believed.get(paper.name, told) != told:
            raise PaperDistrusted(paper.name, "u zelf vastlegde")
        if paper.name not in believed and _differs(paper):
            raise PaperDistrusted(paper.name, "bij deze controle geïnstalleerd is")
        if paper.name in found:
            raise Malformed("De bundel", f"{paper.name!r:.80} staat er twee keer in")
        found[paper.name] = paper.text
    return found


LISTS = (VERSIONS, REGISTERS)
"""These grow by a line with each version: an older one is the beginning of a newer."""


def _differs(paper: Paper) -> bool:
    ours = installed().get(paper.name)
    if ours is None or ours == paper.text:
        return False
    shorter, longer = sorted((ours, paper.text), key=len)
    return not (paper.name in LISTS and shorter.endswith("\n") and longer.startswith(shorter))


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


def judged(versions: str) -> frozenset[str]:
    """The versions of the matrix that a rechtmatigheidsadviescommissie judged (WGS 1.8(6)). Raises Malformed."""
    rows = _rows(versions)
    without = {row.get("version") or "" for row in rows if not row.get("rac_reference")}
    return frozenset(row.get("version") or "" for row in rows) - without


def _rows(text: str) -> list[dict[str, str]]:
    try:
        return list(csv.DictReader(text.splitlines()))
    except csv.Error:
        raise Malformed("Een tekst in de bundel", "het is niet de tabel die het hoort te zijn") from None
