"""The records of a bundle, one after the other: each proven to be in the log before anything of it is looked at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from levensloop.contracts.accountability import Account
from levensloop.contracts.authorisations import authorisation_paper, version_in
from levensloop.contracts.log_names import log_name
from levensloop.contracts.papers import VERSIONS, matrix_names
from levensloop.verifier.believing import SKEW, Head, moment
from levensloop.verifier.bundle_errors import PaperMissing, RecordFromTheFuture, RecordOfAnother
from levensloop.verifier.bundle_lines import Record, State
from levensloop.verifier.bundle_reader import Front
from levensloop.verifier.bundle_scope import OneCase, Period, WholeLog
from levensloop.verifier.coverage import Running, covered, parse_lines
from levensloop.verifier.covered_once import CoveredOnce
from levensloop.verifier.erasures import Erasures
from levensloop.verifier.errors import CoverageRefused
from levensloop.verifier.extent import Extent
from levensloop.verifier.findings import Asking, Finding
from levensloop.verifier.papers import Codes, activities, codes_of, judged
from levensloop.verifier.sealed_record import SealedRecord
from levensloop.verifier.steps import Check, Passed, Progress, Proven, Said, Unchecked
from levensloop.verifier.subtrees import Walk
from levensloop.verifier.told_policy import policy_findings
from levensloop.verifier.tree import leaf_hash

EVENTS = "LOG_"
"""How the name of the stream of events begins."""


class RecordPass:
    """`front`: what the bundle says of itself, which is held against the records. `heads`: the checkpoints that are believed, the newest
    last. `papers`: name → text, each with the right hash."""

    def __init__(self, front: Front, papers: Mapping[str, str], heads: Sequence[Head], now: int, at: Progress) -> None:
        self._front, self._papers, self._heads, self._now, self._at = front, papers, heads, now, at
        scope = front.scope
        self._walk = Walk(heads[-1].size, heads[-1].checkpoint.root)
        self._extent = Extent(scope, heads)
        self._erasures, self._once = Erasures(), CoveredOnce()
        self._matrices: dict[str, Codes] = {}
        self._explains = any(version_in(name) is not None for name in papers)
        self._unexplained: set[str] = set()
        begins = self._extent.first == 0
        judgements = judged(papers.get(VERSIONS, ""))
        self._asking = Asking(self._matrices, judgements, activities(papers), begins or isinstance(scope, OneCase))
        self._counts = dict.fromkeys(State, 0)
        self._origin = heads[-1].checkpoint.origin
        self._authorised: tuple[str, str] | None = None
        self._running = self._before()
        self._compared = self._next_head = 0
        self._since: int | None = None

    def over(self, record: Record) -> Iterator[Proven | Finding]:
        """The next. Raises AuditError."""
        index = record.index
        self._at.check = Check.INCLUSION
        ranged = self._extent.place(index)
        self._walk.check(leaf_hash(record.entry), index, record.proof)
        self._at.check = Check.RECORDS
        sealed = SealedRecord.parse(record.entry, index)
        account = sealed.account
        if log_name(account.zvh) != self._origin:
            raise RecordOfAnother(index, self._origin, account.zvh)
        since, seen = self._time(index, account)
        self._extent.allows(index, account, record.state, ranged)
        self._matrix(index, account)
        self._at.check = Check.WHO
        self._counts[record.state] += 1
        functionary, person = (None, None) if record.key is None else sealed.opened(record.key)
        self._at.check = Check.ERASURE
        self._erasures.over(index, account)
        if record.state is State.OPENED:
            self._erasures.opened(index, sealed.kid)
        elif record.state is State.ERASED:
            self._erasures.erased(index, sealed.kid)
        self._at.check = Check.COVERAGE
        twice = list(self._once.over(index, account, ranged))
        if ranged:
            self._cover(record.entry, account)
        yield Proven(index, account, functionary, record.state, person)
        yield from self._authorisation(index, account)
        yield from twice
        yield from self._asking.about(index, account, since, seen)

    def closing(self) -> Iterator[Passed | Unchecked | Said | Finding]:
        """After the last. Raises AuditError."""
        count, size = sum(self._counts.values()), self._heads[-1].size
        complete = self._extent.close()
        unproven = list(self._extent.bounds())
        self._at.check = Check.ERASURE
        destroyed = self._erasures.close()
        yield Passed(
            Check.INCLUSION, f"Van {count} regel(s) is bewezen dat zij zo in het logboek van {size} regels staan."
        )
        yield Passed(
            Check.RECORDS, "Elke regel is een verantwoording in de voorgeschreven vorm, van het ZVH van dit logboek."
        )
        yield Passed(Check.WHO, self._who())
        yield self._covering()
        yield (Passed if self._extent.consecutive else Unchecked)(Check.COMPLETE, complete)
        yield Passed(
            Check.ERASURE,
            f"De regels vertellen van {destroyed} vernietigde sleutel(s), en geen daarvan opent nog iets.",
        )
        yield from unproven
        match self._extent.scope:
            case OneCase(case):
                yield from self._asking.own_reading(case, self._front.made, self._front.purpose)
            case WholeLog():
                yield from self._asking.own_reading(None, self._front.made, self._front.purpose)
        yield from self._policy()
        if self._extent.consecutive:
            yield from self._once.lacking()
        yield from self._extent.said()
        yield from self._uncovered()
        if not self._explains:
            yield Said(
                "Dit bestand heeft de teksten van wie wat mocht niet bij zich: waar de autorisatie in een regel voor staat zegt alleen het "
                "knooppunt."
            )

    def _time(self, index: int, account: Account) -> tuple[datetime | None, datetime | None]:
        """When the log was last seen without this record, and first with it. Raises RecordFromTheFuture."""
        while self._heads[self._next_head].size <= index:
            passed = self._heads[self._next_head].seen
            self._since = passed if passed is not None else self._since
            self._next_head += 1
        seen = self._heads[self._next_head].seen
        if account.at.timestamp() > (self._now if seen is None else seen) + SKEW:
            raise RecordFromTheFuture(index, account.at, moment(self._now if seen is None else seen))
        return (None if self._since is None else moment(self._since), None if seen is None else moment(seen))

    def _matrix(self, index: int, account: Account) -> None:
        if account.matrix is None or account.matrix in self._matrices:
            return
        self._at.check = Check.PAPERS
        for name in (VERSIONS, *matrix_names(account.matrix)):
            if name not in self._papers:
                raise PaperMissing(index, name)
        grants, matrix = (self._papers[name] for name in matrix_names(account.matrix))
        self._matrices[account.matrix] = codes_of(grants, matrix)

    def _authorisation(self, index: int, account: Account) -> Iterator[Finding]:
        """Who might do what, by the version that a record names: its text is in the bundle, unless that is of before bundles had any."""
        version = account.authorisation
        if (explained := self._papers.get(authorisation_paper(version))) is not None:
            self._authorised = (account.zvh, explained)
        elif self._explains and version not in self._unexplained:
            self._unexplained.add(version)
            text = f"hij noemt autorisatie {version}, en de tekst daarvan zit er niet bij: wie wat mocht is niet na te gaan (1.8(2))"
            yield Finding("AuthorisationUnexplained", index, text)

    def _policy(self) -> Iterator[Finding]:
        """What the bundle says of keys and witnesses, against what its newest record was made under."""
        if self._authorised is not None:
            zvh, text = self._authorised
            of_then = isinstance(self._front.scope, Period)
            yield from policy_findings(self._front.policy, self._front.keys, text, zvh, of_then)

    def _before(self) -> dict[str, Running] | None:
        """The running digests before the first record; None where this bundle cannot know them."""
        if not self._extent.consecutive:
            return None
        first = self._extent.first
        lines = next((head.checkpoint.extensions for head in self._heads if head.size == first), None)
        self._at.check = Check.COVERAGE
        return {} if first == 0 else None if lines is None else parse_lines(lines)

    def _cover(self, entry: bytes, account: Account) -> None:
        """After each entry that a checkpoint ends with, its digests are compared. Raises Malformed, CoverageRefused."""
        if self._running is None:
            return
        self._at.check = Check.COVERAGE
        for message in covered(entry) if account.covers else ():
            running = self._running.get(message.stream, Running())
            self._running[message.stream] = running.over(message.position, message.digest)
        head = self._heads[self._next_head]
        if head.size == self._extent.next:
            told = parse_lines(head.checkpoint.extensions)
            for stream in sorted(told.keys() | self._running.keys()):
                if told.get(stream) != self._running.get(stream):
                    raise CoverageRefused(stream)
            self._compared += 1

    def _uncovered(self) -> Iterator[Said]:
        """Between the events of a log stand the places of services; where those were not covered yet, a gap proves nothing."""
        for stream, at in sorted((self._running or {}).items()):
            if stream.startswith(EVENTS) and at.last > at.count and self._compared and not self._once.before(stream):
                yield Said(
                    f"Van {stream} dekt geen regel {at.last - at.count} van de {at.last} plaatsen. Daar horen standen van diensten te "
                    "staan; of er iets anders stond is aan dit bestand niet te zien, wel met `levensloop fsck` op het knooppunt."
                )

    def _who(self) -> str:
        opened, erased, withheld = (self._counts[state] for state in State)
        return (
            f"Wie handelde is te lezen in {opened} regel(s), elk met een eigen sleutel; vernietigd in {erased}; hier zonder sleutel in "
            f"{withheld}."
        )

    def _covering(self) -> Passed | Unchecked:
        if self._running is None or not self._compared:
            return Unchecked(
                Check.COVERAGE,
                "Met deze regels is niet na te rekenen welke berichten van het ZVH gedekt zijn; daarvoor is een reeks vanaf een "
                "controlepunt nodig.",
            )
        streams = ", ".join(f"{name} ({at.count})" for name, at in sorted(self._running.items())) or "geen"
        return Passed(
            Check.COVERAGE,
            f"Wat de regels dekken is wat in {self._compared} controlepunt(en) ondertekend is: {streams}.",
        )
