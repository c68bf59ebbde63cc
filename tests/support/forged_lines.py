"""Lines that do not open, each in one way: what whoever can write to a log could put there, or a disk could make of it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from levensloop.contracts import subjects
from levensloop.contracts.envelope import CloudEvent
from levensloop.contracts.events.inclusion import ClientInformed
from levensloop.infra.secrecy import base64url, sealing
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealing import SEALED, seal
from support.samples.world import NOW, PROVIDER, actor
from support.sealed_log import SealedLog, edited

INFORMED = ClientInformed(at=NOW, by=actor(PROVIDER), informant="coördinator", manner="mondeling")

Line = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Forged:
    """`put`: the line, by the log and the case; `why`: what is said of it; `under`: whether it stands under the case."""

    name: str
    put: Callable[[SealedLog, UUID], Awaitable[Line]]
    why: str
    under: bool = True


async def _informed(log: SealedLog, case: UUID) -> Line:
    return await log.sealed(case, INFORMED)


async def _changed(log: SealedLog, case: UUID, edit: Callable[[dict[str, Any]], object]) -> Line:
    subject, body = await _informed(log, case)
    return subject, edited(body, edit)


async def changed_in_clear(log: SealedLog, case: UUID) -> Line:
    return await _changed(log, case, lambda body: body.update(time="2026-01-01T00:00:00Z"))


async def changed_ciphertext(log: SealedLog, case: UUID) -> Line:
    def edit(body: dict[str, Any]) -> None:
        kid, _, text = body["data"]["by"]["functionary"][SEALED].partition(".")
        raw = base64url.decode(text)
        body["data"]["by"]["functionary"][SEALED] = f"{kid}.{base64url.encode(raw[:-1] + bytes([raw[-1] ^ 1]))}"

    return await _changed(log, case, edit)


async def made_without_the_key(log: SealedLog, case: UUID) -> Line:
    def edit(body: dict[str, Any]) -> None:
        kid = body["data"]["by"]["functionary"][SEALED].partition(".")[0]
        body["data"]["by"]["functionary"][SEALED] = f"{kid}.{base64url.encode(bytes(60))}"

    return await _changed(log, case, edit)


async def under_a_key_of_nobody(log: SealedLog, case: UUID) -> Line:
    def edit(body: dict[str, Any]) -> None:
        body["data"]["by"]["functionary"][SEALED] = f"{'0' * 18}.{base64url.encode(bytes(60))}"

    return await _changed(log, case, edit)


async def in_clear(log: SealedLog, case: UUID) -> Line:
    return await _changed(log, case, lambda body: body.update(data=INFORMED.model_dump(mode="json")))


async def no_event(log: SealedLog, case: UUID) -> Line:
    return subjects.event(ClientInformed, case), b"{}"


async def no_json(log: SealedLog, case: UUID) -> Line:
    return subjects.event(ClientInformed, case), bytes(range(256))


async def of_no_moment(log: SealedLog, case: UUID) -> Line:
    """Before the first year, once it is in UTC."""
    return await _changed(log, case, lambda body: body.update(time="0001-01-01T00:00:00+14:00"))


async def _with_the_keys(log: SealedLog, case: UUID, **changes: Any) -> Line:
    """As who has the keys of the case makes it."""
    subject, body = await _informed(log, case)
    keys = log.keys.kept[case, Use.FIELDS]
    content = json.loads(body) | {"data": INFORMED.model_dump(mode="json")} | changes
    return subject, seal(CloudEvent.model_validate_json(json.dumps(content)), ClientInformed, keys)


async def of_an_unknown_kind(log: SealedLog, case: UUID) -> Line:
    return await _with_the_keys(log, case, type="nl.levensloopaanpak.client-praised.v1")


async def of_a_version_that_is_no_number(log: SealedLog, case: UUID) -> Line:
    return await _with_the_keys(log, case, type=f"nl.levensloopaanpak.client-informed.v1{'0' * 5000}")


async def of_another_shape(log: SealedLog, case: UUID) -> Line:
    return await _with_the_keys(log, case, data={**INFORMED.model_dump(mode="json"), "at": "gisteren"})


async def sealed_and_no_json(log: SealedLog, case: UUID) -> Line:
    subject, body = await _informed(log, case)
    (ring, *_) = log.keys.kept[case, Use.FIELDS].rings.values()
    content = json.loads(body)
    holder = content["data"]["by"]
    key = ring.keys[0]
    bodies = json.loads(body)
    _only_kids(bodies["data"])
    bound = _bound(bodies, "by.functionary", key.kid)
    holder["functionary"] = {SEALED: f"{key.kid}.{base64url.encode(key.encrypt(b'geen json', bound))}"}
    return subject, json.dumps(content).encode()


def _only_kids(data: Any) -> None:
    for name, value in data.items():
        if isinstance(value, dict) and SEALED in value:
            data[name] = {SEALED: value[SEALED].partition(".")[0]}
        elif isinstance(value, dict):
            _only_kids(value)


def _bound(body: dict[str, Any], path: str, kid: str) -> bytes:
    return sealing._bound(sealing._digest(body), path, kid)


async def of_another_case(log: SealedLog, case: UUID) -> Line:
    """Whole, and of somebody else."""
    _, body = await _informed(log, uuid4())
    return subjects.event(ClientInformed, case), body


async def where_another_kind_belongs(log: SealedLog, case: UUID) -> Line:
    _, body = await _informed(log, case)
    return f"es.plan.plan.{case}", body


async def under_no_number(log: SealedLog, case: UUID) -> Line:
    return "es.inclusion.case.geen", b"{}"


CHANGED = "gewijzigd, van een andere plek"
FORGED = (
    Forged("changed in clear", changed_in_clear, CHANGED),
    Forged("changed ciphertext", changed_ciphertext, CHANGED),
    Forged("made without the key", made_without_the_key, CHANGED),
    Forged("under a key of nobody", under_a_key_of_nobody, "is hier niet en is ook niet vernietigd"),
    Forged("in clear", in_clear, "niet versleuteld"),
    Forged("no event", no_event, "Geen leesbare CloudEvent"),
    Forged("no json", no_json, "geen geldige JSON"),
    Forged("of no moment", of_no_moment, "Geen leesbare CloudEvent: time"),
    Forged("of an unknown kind", of_an_unknown_kind, "Onbekend soort gebeurtenis"),
    Forged("of a version that is no number", of_a_version_that_is_no_number, "client-informed.v1000"),
    Forged("of another shape", of_another_shape, "onleesbaar: at"),
    Forged("sealed, and no json", sealed_and_no_json, CHANGED),
    Forged("of another case", of_another_case, CHANGED),
    Forged("where another kind belongs", where_another_kind_belongs, CHANGED),
    Forged("under no number", under_no_number, "Geen leesbare CloudEvent", under=False),
)
