"""The keys of cases: each that an event needs is there, or its destruction is accounted for."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from uuid import UUID

from levensloop.audit.checking.finding import Finding
from levensloop.audit.reading import LogReader
from levensloop.contracts import subjects
from levensloop.contracts.accountability import WHO_ACTED_DESTROYED, Operation, Outcome
from levensloop.contracts.codec import UnreadableEvent
from levensloop.infra.messaging.accounts import NO_CASE
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import KeyLost, MasterKeyProblem, NotSealed, Tampered
from levensloop.infra.secrecy.keys import Use
from levensloop.infra.secrecy.sealed_account import kid_of
from levensloop.infra.secrecy.sealing import kids_of

CHECK = "sleutels"


async def keys(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """Per case: keys that are lost, and keys that somebody destroyed without a record of it."""
    erased = await _erased(reader)
    needed: dict[UUID, set[str]] = {}
    async with aclosing(node.log.store.replay(subjects.ALL_EVENTS)) as messages:
        async for message in messages:
            try:
                kids = kids_of(message.data)
            except (UnreadableEvent, Tampered, NotSealed) as error:
                yield Finding(CHECK, f"{node.log.store.stream} {message.seq}", f"niet te lezen: {type(error).__name__}")
            else:
                needed.setdefault(UUID(subjects.case_of(message.subject)), set()).update(kids)
    for case, kids in needed.items():
        try:
            found = await node.vault.keys.to_decrypt(case, Use.FIELDS, kids)
            gone = {kid for kid in kids if found.find(kid, f"casus {case}") is None}
        except KeyLost as error:
            yield Finding(CHECK, f"casus {case}", str(error))
        except (MasterKeyProblem, Tampered) as error:
            yield Finding(CHECK, f"casus {case}", f"de sleutels zijn niet te openen: {error}")
        else:
            if gone and case not in erased:
                what = f"{len(gone)} sleutels vernietigd, zonder een regel die dat verantwoordt"
                yield Finding(CHECK, f"casus {case}", what)


async def accounts(node: Node, reader: LogReader) -> AsyncIterator[Finding]:
    """The same of who acted, in the accountability log itself."""
    needed: dict[UUID | None, set[str]] = {}
    told: set[str] = set()
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            try:
                kid = kid_of(entry.message.data)
            except Tampered:
                continue  # the check of the log names it
            needed.setdefault(subjects.case_of_audit(entry.message.subject), set()).add(kid)
            body = json.loads(entry.message.data)
            if body.get("what") == WHO_ACTED_DESTROYED:
                told.update(body.get("codes", ()))
    for case, kids in needed.items():
        where = f"casus {case}" if case else "zonder casus"
        try:
            found = await node.vault.keys.to_decrypt(case or NO_CASE, Use.ACCOUNT, kids)
            gone = {kid for kid in kids if found.find(kid, where) is None}
        except (KeyLost, MasterKeyProblem, Tampered) as error:
            yield Finding(CHECK, f"verantwoording, {where}", str(error))
        else:
            if gone - told:
                what = f"{len(gone - told)} sleutels vernietigd, zonder een regel die dat verantwoordt"
                yield Finding(CHECK, f"verantwoording, {where}", what)


async def _erased(reader: LogReader) -> set[UUID]:
    """Cases of which something was destroyed, as the log says; that a letter was taken back destroys no data of the case."""
    found = set()
    async with aclosing(reader.entries()) as entries:
        async for entry in entries:
            subject = entry.message.subject
            erases = subject.split(".")[1] == Operation.ERASE
            withdrawn = erases and json.loads(entry.message.data).get("outcome") == Outcome.WITHDRAWN
            if erases and not withdrawn and (case := subjects.case_of_audit(subject)):
                found.add(case)
    return found
