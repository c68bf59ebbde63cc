"""A witness of a ZVH's accountability log: cosigns a checkpoint only when that continues the last one it saw (C2SP tlog-witness).

What it saw it keeps in a file of its own, per log, on disk before its cosignature leaves. So a ZVH that shows two histories needs more than
its own key: one of the two never gets enough cosignatures, and what it showed is kept as the proof.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from nats.aio.client import Client
from pydantic import BaseModel, ConfigDict, ValidationError

from levensloop.audit.log.files import replace
from levensloop.audit.log.one_memory import SEEN
from levensloop.audit.log.signing import log_verifier
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.log_names import log_name
from levensloop.contracts.refusal import Refusal
from levensloop.infra.messaging import client
from levensloop.infra.messaging.clock import Clock
from levensloop.infra.nodes.errors import NodesError
from levensloop.infra.nodes.topology import Topology
from levensloop.verifier import base64_text
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.coverage import parse_lines
from levensloop.verifier.errors import AuditError, CoverageRefused, Malformed, NotSigned, RolledBack, SplitView
from levensloop.verifier.keys import SignerKey
from levensloop.verifier.note import Note
from levensloop.verifier.proofs import check_consistency


class FoundOut(NodesError):
    """A log showed what does not continue what it showed before. `evidence`: the file with what it showed."""

    def __init__(self, zvh: str, why: str, evidence: Path) -> None:
        self.zvh, self.evidence = zvh, evidence
        super().__init__(
            f"Het verantwoordingslogboek van {zvh} is geen vervolg op wat deze getuige eerder zag. {why} Er is niets medeondertekend. "
            f"Wat het toonde staat in {evidence}, wat deze getuige eerder zag ernaast: samen zijn ze het bewijs. Meld het."
        )


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What one look came to: entries in the log, and how many of those are new to this witness. `size` 0: nothing signed yet."""

    zvh: str
    size: int
    new: int


class Witness:
    """One organisation as the witness of one log. `signer` is its witness key, `directory` its own."""

    def __init__(
        self, topology: Topology, zvh: str, org: str, signer: SignerKey, directory: Path, clock: Clock
    ) -> None:
        self._zvh, self._org, self._clock = zvh, org, clock
        self._file = directory / f"{zvh}{SEEN}"
        self.learn(topology, signer)

    def learn(self, topology: Topology, signer: SignerKey) -> None:
        """From now on these are the keys: of the log, and the witness's own. What it saw stays what it saw. Raises `NodesError`."""
        self._log, self._signer = log_verifier(topology, self._zvh), signer

    @property
    def zvh(self) -> str:
        """Whose log."""
        return self._zvh

    @property
    def seen(self) -> Note | None:
        """The last checkpoint that it cosigned. Raises `Malformed` when the file is no checkpoint, OSError."""
        return Note.parse(self._file.read_bytes()) if self._file.exists() else None

    async def look(self, nc: Client) -> Witnessed:
        """Fetch the newest checkpoint, check that it continues the last, cosign it and send it back. Catches up in one step.

        Raises `FoundOut`; `Unanswered`, also as `Unclear`; `NodesError` when the ZVH refuses; `AuditError` for an answer that is no
        checkpoint; OSError.
        """
        last = self.seen
        before = Checkpoint.parse(last.text) if last else None
        answer = _shown(await self._ask(nc, "checkpoint", {"seen": before.size if before else 0}))
        if answer.checkpoint is None and before is None:
            return Witnessed(self._zvh, 0, 0)
        shown = Note.parse((answer.checkpoint or "").encode())
        head = self._opened(shown)
        try:
            continues(before, head, _proof(answer.proof))
        except AuditError as error:
            raise FoundOut(self._zvh, str(error), self._keep(shown, answer.proof)) from error
        if last is None or shown.text != last.text or not any(one.by(self._signer.verifier) for one in last.signatures):
            last = cosign(shown, self._signer, int(self._clock.now().timestamp()))
            self._file.parent.mkdir(parents=True, exist_ok=True)
            replace(self._file, last.format())
        await self._ask(nc, "cosign", {"checkpoint": last.format().decode()})
        return Witnessed(self._zvh, head.size, head.size - (before.size if before else 0))

    def _opened(self, shown: Note) -> Checkpoint:
        try:
            return notes.opened(shown, [self._log], log_name(self._zvh))
        except NotSigned as error:
            raise NodesError(
                f"{error} De topologie hier noemt {self._log.name}+{self._log.id.hex()} als sleutel van het logboek van {self._zvh}. "
                "Is die vervangen, neem dan de nieuwe topologie over; anders tekent hier een ander. Er is niets medeondertekend."
            ) from error

    async def _ask(self, nc: Client, view: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = await client.ask(nc, self._zvh, self._org, "audit", view, body)
        if isinstance(answer, Refusal):
            raise NodesError(f"{self._zvh} weigert ({answer.rule}): {answer.message}")
        return answer

    def _keep(self, shown: Note, proof: list[str]) -> Path:
        """What was shown, beside what was seen before; the same thing again in the same place."""
        body = shown.format() + b"".join(f"{hash}\n".encode() for hash in ("", *proof))
        path = self._file.with_name(f"{self._zvh}.{sha256(body).hexdigest()[:16]}.evidence")
        replace(path, body)
        return path


class _Shown(BaseModel):
    """The answer of a log that says what its newest checkpoint is: whatever it says more is not for a witness."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    checkpoint: str | None
    proof: list[str]


def _shown(answer: dict[str, Any]) -> _Shown:
    try:
        return _Shown.model_validate(answer)
    except ValidationError as error:
        raise Malformed("Wat het logboek als controlepunt toont", f"dit klopt niet: {wrong_fields(error)}") from error


def _proof(given: list[str]) -> list[bytes]:
    hashes = [base64_text.decode(hash) for hash in given]
    if not all(hashes):
        raise Malformed("Het bewijs", "verwacht wordt een lijst van hashes in base64")
    return [hash for hash in hashes if hash]


def continues(before: Checkpoint | None, head: Checkpoint, proof: list[bytes]) -> None:
    """That this head is one of the same log, grown; and that no stream is covered less far than it was. Raises AuditError."""
    if before is None:
        return
    if head.size < before.size:
        raise RolledBack(before.size, head.size)
    if head.size == before.size and head != before:
        raise SplitView(head.origin, head.size)
    if before.size:
        check_consistency(before.size, head.size, proof, before.root, head.root)
    now = parse_lines(head.extensions)
    for stream, was in parse_lines(before.extensions).items():
        if stream not in now or (now[stream].last, now[stream].count) < (was.last, was.count):
            raise CoverageRefused(stream)
