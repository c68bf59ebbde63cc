"""What an auditor checks of a bundle: offline, in one pass, in flat memory, with whom to believe given from outside.

The checks come in the order of `steps.Check`. Nothing of a record is looked at before its place in the signed log is proven.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from levensloop.verifier import believing
from levensloop.verifier.believing import Head
from levensloop.verifier.bundle_errors import ContinuationMissing, KeyExpired, KeyRevoked, NoTrust
from levensloop.verifier.bundle_reader import BundleReader, Front
from levensloop.verifier.checkpoint import Checkpoint, check_may_follow
from levensloop.verifier.comparing import compared
from levensloop.verifier.errors import AuditError, QuorumMissed, SplitView
from levensloop.verifier.findings import Finding
from levensloop.verifier.freshness import fresh
from levensloop.verifier.note import Note, signers
from levensloop.verifier.papers import checked
from levensloop.verifier.policy import NONE, Policy
from levensloop.verifier.proofs import check_consistency
from levensloop.verifier.record_pass import RecordPass
from levensloop.verifier.steps import Check, Failed, Newest, Passed, Progress, Proven, Said, Unchecked
from levensloop.verifier.succession import Handed, handed, in_force
from levensloop.verifier.trust import Believed, short

Step = Passed | Unchecked | Proven | Finding | Said | Newest | Failed


class KeptRefused(Exception):
    """The checkpoint that the auditor kept is none of this log by a key that he believes: a matter of his own files, which says nothing of
    the bundle. The message is Dutch."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the auditor believes (None: said nothing), the moment (seconds since 1970), a checkpoint that he kept, and when he asked for the
    bundle, which is to go that far."""

    believed: Believed | None
    now: int
    kept: bytes | None = None
    wanted: int | None = None


def verify(file: BinaryIO, asked: Asked) -> Iterator[Step]:
    """Ends after the first `Failed`; without one, everything that was passed holds. Raises KeptRefused."""
    run = _Run(file, asked)
    try:
        yield from run.steps()
    except AuditError as error:
        yield Failed.of(error, run.at.check)


class _Run:
    def __init__(self, file: BinaryIO, asked: Asked) -> None:
        self._reader, self._asked = BundleReader(file), asked
        self.at = Progress()
        self._handed: tuple[Handed, ...] = ()

    def steps(self) -> Iterator[Step]:
        front = self._reader.front()
        yield Passed(
            Check.FORM,
            f"Het bestand begint zoals het hoort; het zegt gemaakt te zijn op {front.made:%d-%m-%Y %H:%M} UTC.",
        )
        self.at.check = Check.TRUST
        if (believed := self._asked.believed) is None:
            raise NoTrust
        yield Passed(
            Check.TRUST,
            f"U vertrouwt {len(believed.policy.logs)} logboeksleutel(s) en {len(believed.policy.witnesses)} getuige(n), met quorum "
            f"{believed.policy.quorum}. Wat het bestand zelf over sleutels zegt telt niet mee.",
        )
        believed = self._with_successors(front, believed)
        head, said = self._head(front.head, believed)
        yield from said
        made = int(front.made.timestamp())
        yield from fresh(head, made, self._asked.wanted)
        heads = [head]
        yield self._kept(front, head, believed, heads)
        self.at.check = Check.PAPERS
        papers = checked(front.papers, believed.papers)
        yield Passed(Check.PAPERS, _papers(len(papers), len(papers.keys() & believed.papers.keys())))
        yield from compared(papers, believed.papers)
        records = RecordPass(front, papers, heads, self._asked.now, self.at)
        for record in self._reader.records():
            yield from records.over(record)
        yield from records.closing()
        yield Newest(front.head)

    def _with_successors(self, front: Front, believed: Believed) -> Believed:
        """Also who is believed by the word of a key of the log that the auditor believes."""
        self.at.check = Check.SIGNATURE
        self._handed = handed([Note.parse(data) for data in front.successions], believed.policy.logs)
        return believing.with_successors(believed, self._handed)

    def _by_log(self, note: Note, believed: Believed) -> Checkpoint:
        """By a key of the log that was in force then."""
        found = believing.signed_by_log(note, believed)
        in_force(found.size, signers(note, believed.policy.logs), self._handed)
        return found

    def _head(self, data: bytes, believed: Believed) -> tuple[Head, list[Step]]:
        self.at.check = Check.SIGNATURE
        note = Note.parse(data)
        found = self._by_log(note, believed)
        self.at.check = Check.WITNESSES
        counted = believing.witnessed(note, believed, self._asked.now)
        seen = believing.seen_by_quorum(believed.policy, counted)
        self.at.check = Check.TIMES
        believing.log_key_held(note, found, believed, seen, self._asked.now)
        who = ", ".join(short(key) for key in counted) or "niemand"
        at = f" Het quorum zag het op {believing.moment(seen):%d-%m-%Y %H:%M:%S} UTC." if seen is not None else ""
        steps: list[Step] = [
            Passed(Check.SIGNATURE, f"Het controlepunt van {found.size} regels is ondertekend door het logboek zelf."),
            Passed(Check.ORIGIN, f"Het is van logboek {found.origin}."),
            (Unchecked if believed.policy.quorum == NONE else Passed)(
                Check.WITNESSES, _witnesses(believed.policy, who) + at
            ),
            Passed(
                Check.TIMES,
                "Geen ondertekening ligt in de toekomst, en elke sleutel die meetelt gold toen en is niet ingetrokken.",
            ),
        ]
        if believed.policy.quorum == NONE:
            text = "u vraagt geen getuigen (quorum none): wie de sleutel van het logboek heeft kan ieder een ander logboek laten zien"
            steps.append(Finding("NoWitnesses", None, text))
        return Head(found, seen), steps

    def _earlier(self, note: Note, believed: Believed) -> Head:
        """One that the quorum did not see proves no time, but does prove what came before."""
        self.at.check = Check.HISTORY
        found = self._by_log(note, believed)
        try:
            seen = believing.seen_by_quorum(believed.policy, believing.witnessed(note, believed, self._asked.now))
            believing.log_key_held(note, found, believed, seen, self._asked.now)
        except (QuorumMissed, KeyExpired, KeyRevoked):
            seen = None
        return Head(found, seen)

    def _own(self, kept: bytes, believed: Believed) -> Checkpoint:
        """The checkpoint that the auditor kept. Raises KeyReplaced."""
        try:
            note = Note.parse(kept)
            found = believing.signed_by_log(note, believed)
        except AuditError as error:
            raise KeptRefused(str(error)) from None
        in_force(found.size, signers(note, believed.policy.logs), self._handed)
        return found

    def _kept(self, front: Front, head: Head, believed: Believed, heads: list[Head]) -> Step:
        proofs: dict[int, tuple[bytes, ...]] = {}
        for earlier in front.earlier:
            before = self._earlier(Note.parse(earlier.note), believed)
            _continues(before.checkpoint, head.checkpoint, earlier.proof)
            proofs[before.size] = earlier.proof
            heads.append(before)
        self.at.check = Check.HISTORY
        heads.sort(key=lambda one: one.size)
        believing.handed_over(self._handed, heads, believed, self._asked.now)
        if self._asked.kept is None:
            said = _history(len(front.earlier), "U gaf zelf geen eerder controlepunt.")
            return (Passed if front.earlier else Unchecked)(Check.HISTORY, said)
        before_kept = self._own(self._asked.kept, believed)
        if before_kept.size not in proofs and 0 < before_kept.size < head.size:
            raise ContinuationMissing(before_kept.size)
        for shown in heads:
            if shown.size == before_kept.size and shown.checkpoint.root != before_kept.root:
                raise SplitView(before_kept.origin, before_kept.size)
        _continues(before_kept, head.checkpoint, proofs.get(before_kept.size, ()))
        return Passed(
            Check.HISTORY,
            _history(
                len(front.earlier), f"Het logboek is een vervolg op uw controlepunt van {before_kept.size} regels."
            ),
        )


def _continues(before: Checkpoint, after: Checkpoint, proof: tuple[bytes, ...]) -> None:
    check_may_follow(after, before)
    if before.size and after.size != before.size:
        check_consistency(before.size, after.size, proof, before.root, after.root)


def _witnesses(policy: Policy, who: str) -> str:
    if policy.quorum == NONE:
        return f"U vraagt er geen, dus of er genoeg zijn is niet nagegaan; wat er aan medeondertekeningen staat klopt: {who}."
    return f"Genoeg getuigen ondertekenden mee: {who}."


def _history(count: int, kept: str) -> str:
    if not count:
        return f"In het bestand staan geen eerdere controlepunten. {kept}"
    return f"Het logboek is een vervolg op {count} eerdere controlepunt(en) in het bestand. {kept}"


def _papers(count: int, pinned: int) -> str:
    return (
        f"Van {count} tekst(en) klopt de SHA-256 die erbij staat, en geen is een andere dan bij deze controle geïnstalleerd is of dan u "
        f"zelf vastlegde ({pinned})."
    )
