"""The keys of a case: whose they are, which is the current one, which are destroyed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from levensloop.contracts import subjects
from levensloop.contracts.event import CaseId
from levensloop.infra.secrecy.aead import Key
from levensloop.infra.secrecy.errors import KeyLost


class Use(StrEnum):
    """What a key of a case is for."""

    FIELDS = "fields"
    """The personal fields that one organisation supplied."""
    OUT = "out"
    """What goes out to one organisation."""
    ACCOUNT = "account"
    """Who acted, in the accountability records of one case. Kept when the case is destroyed: that log has a term of its own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one ring of keys is for: a case, and the organisation that supplied or that receives."""

    use: Use
    case: CaseId
    organisation: str

    @property
    def subject(self) -> str:
        """Where the node keeps it. Nobody is in it: the case id is random."""
        return subjects.key(self.use, self.case, self.organisation)

    @classmethod
    def of(cls, subject: str) -> "Scope":
        _, use, case, organisation = subject.split(".")
        return cls(Use(use), UUID(case), organisation)


@dataclass(frozen=True, slots=True)
class Ring:
    """All keys of one scope, oldest first. `own` are the ids of those made here: others came along with the case."""

    keys: tuple[Key, ...] = ()
    own: frozenset[str] = frozenset()
    destroyed: frozenset[str] = frozenset()

    @property
    def current(self) -> Key | None:
        """The key to encrypt with: the newest of our own. What another ZVH knows is only read with."""
        return next((key for key in reversed(self.keys) if key.kid in self.own), None)

    def with_new(self, key: Key) -> "Ring":
        return Ring((*self.keys, key), self.own | {key.kid}, self.destroyed)

    def with_theirs(self, theirs: "Ring") -> "Ring":
        """Their keys before ours, each once. What is destroyed on either side stays destroyed; but nobody else destroys what was
        made here."""
        destroyed = self.destroyed | (theirs.destroyed - self.own)
        known = {key.kid for key in self.keys} | destroyed
        came = tuple(key for key in theirs.keys if key.kid not in known)
        kept = tuple(key for key in self.keys if key.kid not in destroyed)
        return Ring(came + kept, self.own - destroyed, destroyed)


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """All keys of one case for one use, by organisation."""

    rings: Mapping[str, Ring] = field(default_factory=dict)

    def current(self, organisation: str) -> Key | None:
        ring = self.rings.get(organisation)
        return ring.current if ring else None

    def lacking(self, organisations: Iterable[str]) -> set[str]:
        """Those for whom nothing can be encrypted yet."""
        return {organisation for organisation in organisations if self.current(organisation) is None}

    def find(self, kid: str, what: str) -> Key | None:
        """The key of this id, None when it is destroyed. Raises `KeyLost`, naming `what`."""
        for ring in self.rings.values():
            if kid in ring.destroyed:
                return None
            for key in ring.keys:
                if key.kid == kid:
                    return key
        raise KeyLost(what, kid)

    def only(self, kids: Collection[str], what: str) -> "CaseKeys":
        """These keys and no others; those that are destroyed as destroyed. Raises `KeyLost`, naming `what`."""
        for kid in kids:
            self.find(kid, what)
        rings = {
            organisation: Ring(
                tuple(key for key in ring.keys if key.kid in kids), frozenset(), ring.destroyed.intersection(kids)
            )
            for organisation, ring in self.rings.items()
        }
        return CaseKeys({organisation: ring for organisation, ring in rings.items() if ring.keys or ring.destroyed})

    def with_current(self) -> list[str]:
        """The organisations for whom there is a key to encrypt with."""
        return sorted(organisation for organisation, ring in self.rings.items() if ring.current)

    def knows(self, kid: str) -> bool:
        return any(kid in ring.destroyed or any(key.kid == kid for key in ring.keys) for ring in self.rings.values())
