"""Trust policies (C2SP tlog-policy): the keys of logs and witnesses, and how many of whom make a checkpoint trusted.

log <vkey> [<url>]
witness <name> <vkey> [<url>]
group <name> all|any|<k> <name>…
quorum <name>|none
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from levensloop.verifier.errors import Malformed, QuorumMissed
from levensloop.verifier.keys import Kind, VerifierKey

NONE = "none"
"""The quorum that asks for no witness."""
_WHAT = "Het beleid"
_NOT_ALLOWED = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")
_NUMBER = re.compile("[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Group:
    """Witnesses, or groups of them, of whom `least` are enough."""

    least: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Names mean something inside the policy only; keys are what is trusted."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    groups: Mapping[str, Group]
    quorum: str
    urls: Mapping[VerifierKey, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, data: bytes) -> "Policy":
        """From a file; raises Malformed with the number of the line."""
        if _NOT_ALLOWED.search(data):
            raise Malformed(_WHAT, "er staan stuurtekens in")
        if not data.endswith(b"\n"):
            raise Malformed(_WHAT, "de laatste regel eindigt niet met een regeleinde")
        reading = _Reading()
        # names are bytes to the specification: what is not UTF-8 stays what it was, and equal to nothing else
        for number, line in enumerate(data.decode(errors="surrogateescape").split("\n"), start=1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                reading.line(number, words)
        return reading.policy()

    def format(self) -> bytes:
        """As a file; the same policy when read again."""
        lines = [f"log {key.format()}{self._url(key)}" for key in self.logs]
        lines += [f"witness {name} {key.format()}{self._url(key)}" for name, key in self.witnesses.items()]
        lines += [f"group {name} {group.least} {' '.join(group.members)}" for name, group in self.groups.items()]
        lines.append(f"quorum {self.quorum}")
        return "".join(f"{line}\n" for line in lines).encode(errors="surrogateescape")

    def check(self, cosigners: Collection[VerifierKey]) -> None:
        """Raises QuorumMissed unless these are enough."""
        if not self._witnessed(self.quorum, cosigners):
            names = tuple(name for name, key in self.witnesses.items() if key in cosigners)
            raise QuorumMissed(self.quorum, names)

    def _witnessed(self, name: str, cosigners: Collection[VerifierKey]) -> bool:
        if name == NONE:
            return True
        if name in self.witnesses:
            return self.witnesses[name] in cosigners
        group = self.groups[name]
        return sum(self._witnessed(member, cosigners) for member in group.members) >= group.least

    def _url(self, key: VerifierKey) -> str:
        return f" {self.urls[key]}" if key in self.urls else ""


class _Reading:
    """A policy line by line: each line may name only what stands above it, and each name has one place."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.urls: dict[VerifierKey, str] = {}
        self.members: set[str] = set()
        self.quorum: str | None = None
        self.number = 0

    def line(self, number: int, words: list[str]) -> None:
        self.number = number
        match words:
            case ["log", vkey, *url] if len(url) <= 1:
                self.logs.append(self._key(vkey, Kind.NOTE, self.logs, url))
            case ["witness", name, vkey, *url] if len(url) <= 1:
                key = self._key(vkey, Kind.COSIGNATURE, self.witnesses.values(), url)
                self.witnesses[self._new(name)] = key
            case ["group", name, least, *members] if members:
                group = self._group(least, members)
                self.groups[self._new(name)] = group
            case ["quorum", name]:
                if self.quorum is not None:
                    raise self._wrong("er is al een quorum")
                self.quorum = name if name == NONE else self._known(name)
            case _:
                raise self._wrong("verwacht wordt log, witness, group of quorum, met wat daarbij hoort")

    def policy(self) -> Policy:
        if self.quorum is None:
            raise Malformed(_WHAT, "er is geen quorum")
        return Policy(tuple(self.logs), self.witnesses, self.groups, self.quorum, self.urls)

    def _key(self, vkey: str, kind: Kind, others: Collection[VerifierKey], url: list[str]) -> VerifierKey:
        try:
            key = VerifierKey.parse(vkey)
        except Malformed as wrong:
            raise self._wrong(str(wrong).rstrip(".")) from wrong
        except UnicodeEncodeError:
            raise self._wrong("de naam in de sleutel is geen UTF-8") from None
        if key.kind is not kind:
            raise self._wrong(f"een sleutel van soort {key.kind:#04x} past hier niet")
        if any(key.public == other.public for other in others):
            raise self._wrong("deze sleutel staat er al")
        if url:
            self.urls[key] = url[0]
        return key

    def _group(self, least: str, members: list[str]) -> Group:
        words = {"all": len(members), "any": 1}
        if least not in words and not _NUMBER.fullmatch(least):
            raise self._wrong("na de naam van een groep hoort all, any of een aantal")
        count = words.get(least) or int(least)
        if count > len(members):
            raise self._wrong(f"{count} van {len(members)} kan niet")
        for member in members:
            if self._known(member) in self.members:
                raise self._wrong(f"{member!r} telt al mee in een groep")
            self.members.add(member)
        return Group(count, tuple(members))

    def _new(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise self._wrong(f"de naam {name!r} bestaat al")
        return name

    def _known(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise self._wrong(f"{name!r} staat niet hierboven")
        return name

    def _wrong(self, why: str) -> Malformed:
        return Malformed(_WHAT, f"regel {self.number}: {why}")
