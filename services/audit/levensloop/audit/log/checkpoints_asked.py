"""What witnesses ask of the log, and what the ZVH itself asks of it. Nothing of a record is in the answers: sizes, hashes, signatures."""

from typing import Annotated, Any

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from levensloop.audit.log.checkpoints import PLACES, Checkpoints, Signed
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.signing import witness_verifier
from levensloop.audit.log.tree import LogBroken
from levensloop.contracts import subjects
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.views import Ask, only_itself
from levensloop.infra.secrecy.errors import OrganisationKeyProblem
from levensloop.verifier import base64_text
from levensloop.verifier.cosignature import cosigned
from levensloop.verifier.errors import AuditError
from levensloop.verifier.note import Note
from levensloop.verifier.tile_reader import Tiles, in_directory

_log = structlog.get_logger()

NO_WITNESS = "WGS-1.8-4"
"""The rule by which only a witness, and the ZVH itself, is shown checkpoints here."""


class CheckpointQuestion(BaseModel):
    """`seen`: entries in the last checkpoint that the asker saw; the answer proves that the log continues it."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    seen: Annotated[int, Field(ge=0)] = 0


class Cosigned(BaseModel):
    """`checkpoint`: the note with the witness's cosignature."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    checkpoint: str


def checkpoints_asked(node: Node, grower: Grower) -> dict[str, Ask]:
    """`checkpoint`, `cosign` and `grow`."""
    checkpoints = Checkpoints(node.store(subjects.checkpoints_stream(node.me)))

    async def checkpoint(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        """`{"checkpoint": note or null, "proof": [base64]}`: the newest, and that it continues the one of `seen` entries."""
        if refusal := _may(node, organisation):
            return refusal
        try:
            seen = CheckpointQuestion.model_validate(body).seen
        except ValidationError as error:
            return _unclear(error)
        last = await checkpoints.last()
        if last is None:
            return {"checkpoint": None, "proof": []}
        size = last.checkpoint.size
        if seen > size:  # it cosigns nothing; here it says that a store of before was put back, or that another log ran
            _log.error(
                "witness saw more of this log than there is", zvh=node.me, witness=organisation, seen=seen, size=size
            )
        proof: tuple[bytes, ...] = ()
        if 0 < seen < size:
            try:
                proof = Tiles(in_directory(grower.directory), size).consistency(seen)
            except AuditError as error:
                return refuse("INV-8", f"Het bewijs is nu niet te maken: {error}")
        return {"checkpoint": last.note.format().decode(), "proof": [base64_text.encode(hash) for hash in proof]}

    async def cosign(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        """`{"kept": size}`. The checkpoint is one of ours, word for word, and the cosignature that of who sends it."""
        if refusal := _may(node, organisation):
            return refusal
        try:
            note = Note.parse(Cosigned.model_validate(body).checkpoint.encode())
        except ValidationError as error:
            return _unclear(error)
        except AuditError as error:
            return refuse("INV-1", str(error))
        ours = await _shown(checkpoints, note.text)
        if ours is None:
            return refuse("INV-4", "Dit controlepunt heeft dit logboek nooit getoond. Bewaar het: het is een bewijs.")
        key = witness_verifier(node.told.topology, organisation)
        try:
            if key not in cosigned(note, [key]):
                return refuse("INV-1", f"Er staat geen medeondertekening van {key.name} onder.")
        except AuditError as error:
            return refuse("INV-1", str(error))
        own = tuple(signature for signature in note.signatures if signature.by(key))
        await checkpoints.cosign(organisation, Note(note.text, own))
        await grower.show()
        return {"kept": ours.checkpoint.size}

    async def grow(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        """`{"checkpoint": note or null}`: a checkpoint over every record that there is now, for the ZVH itself."""
        if refusal := only_itself(organisation, node.me):
            return refusal
        if grower.tree is None:
            return refuse("INV-8", "Een andere instantie van deze dienst houdt het logboek bij. Vraag het nog eens.")
        try:
            last = await grower.caught_up()
        except (LogBroken, OrganisationKeyProblem) as error:
            return refuse("INV-8", str(error))
        return {"checkpoint": last.note.format().decode() if last else None}

    return {"checkpoint": checkpoint, "cosign": cosign, "grow": grow}


async def _shown(checkpoints: Checkpoints, text: str) -> Signed | None:
    """The checkpoint of ours that reads so; who was away longer asks for the newest anyway."""
    last = await checkpoints.last()
    recent = await checkpoints.all(max(0, last.seq - PLACES)) if last else []
    return next((signed for signed in reversed(recent) if signed.note.text == text), None)


def _may(node: Node, organisation: str) -> Refusal | None:
    if organisation == node.me or organisation in node.told.topology.organisation(node.me).witnesses:
        return None
    return refuse(NO_WITNESS, f"{organisation} is geen getuige van dit logboek.", organisation=organisation)


def _unclear(error: ValidationError) -> Refusal:
    fields = wrong_fields(error)
    return refuse("INV-1", f"De vraag klopt niet: {fields}.", fields=fields)
