"""Under which content key a letter is written, and which keys go when a right ends. Pure (TEA-2, EXT-3, MOV-7).

Each recipient has up to three keys per case, by when the right to what is under it ends: so exactly that can be destroyed. A key is
also of one stretch of time: who comes back into the team, or a case that is opened again, gets another. And of the quarter in which what
is under it was first processed, so that it is destroyed with that (WGS 1.8(7)), and a letter of another quarter never.
"""

import re
from collections.abc import Container
from enum import StrEnum

from levensloop.contracts.ending import Ended, tells_the_end
from levensloop.contracts.event import kebab
from levensloop.contracts.grounds import WITHOUT_TEAM
from levensloop.contracts.matrix.lines import matrix
from levensloop.contracts.periods import quarter_of
from levensloop.contracts.roles import Role
from levensloop.disclosure.correction import says_only_that
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure

_RING = re.compile(r"(?P<to>[a-z][a-z0-9-]*)_(?P<ends>[a-z]+)-(?P<since>\d+)-\d{4}q[1-4]")


class Ends(StrEnum):
    """When the right to a letter ends."""

    TEAM = "team"
    """When the recipient leaves the team, or with the case."""
    CASE = "case"
    """With the case: what it keeps when it leaves (REP-2, BED-1)."""
    NEVER = "never"
    """Not: it tells that the case, or the recipient's part in it, ended; or that a datum was wrong, and no more."""


def ring(disclosure: Disclosure, state: CaseSoFar, role: Role, end: Ended | None) -> str:
    """The name of the key, in the place of the organisation in a `Scope`. `state`: just after the event that is handled now, and `end`
    whose right ends by it; `role`: the recipient's."""
    to, event = disclosure.to, disclosure.recorded.event
    withheld = {each.place for each in disclosure.judged.withheld}
    told = tells_the_end(event, to) or says_only_that(event, role, disclosure.grounds, withheld)
    if told or (end is not None and end.organisation is None):
        ends = Ends.NEVER
    else:
        name, held = kebab(type(event).__name__), disclosure.grounds
        given, kept = matrix().given(name, role, held), matrix().given(name, role, held & WITHOUT_TEAM)
        ends = Ends.CASE if given.keys() <= kept.keys() else Ends.TEAM
    since = max(state.began.get(to, 0), state.began.get("", 0))
    return f"{to}_{ends}-{since}-{quarter_of(disclosure.recorded.time)}"


def recipient(name: str) -> str:
    """The organisation whose key has this name."""
    return name.partition("_")[0]


def goes(name: str, end: Ended, position: int, known: Container[str]) -> bool:
    """Whether the right to all that is under this key ended by the event at this position of the log. `known`: the organisations of the
    topology; of who is not in it any more, nothing is left of what ends."""
    match = _RING.fullmatch(name)
    if match is None or int(match["since"]) >= position or end.organisation not in (None, match["to"]):
        return False
    if match["to"] not in known:
        return True
    return match["ends"] != Ends.NEVER if end.organisation is None else match["ends"] == Ends.TEAM
