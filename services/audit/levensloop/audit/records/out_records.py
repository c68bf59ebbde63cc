"""Every record in OUT, as a record of the accountability log: what went to whom, was taken back, or was withheld, and by which line.

A letter stands just before its record, in one batch: the record here covers both. A letter without a record is covered by nothing, and
so found out.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from levensloop.audit.records.making import Maker, name
from levensloop.contracts import destruction, subjects
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.matrix.lines import Code, GroundKind, matrix
from levensloop.contracts.special_data import SPECIAL
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.node import Node

FOLLOWED = (subjects.account("*"), "out.>")

_BECAME: Mapping[str, tuple[Operation, Outcome]] = MappingProxyType(
    {
        "disclosed": (Operation.DISCLOSE, Outcome.DONE),
        "read": (Operation.DISCLOSE, Outcome.DONE),
        "pulled": (Operation.DISCLOSE, Outcome.DONE),
        "withdrawn": (Operation.ERASE, Outcome.WITHDRAWN),
        "refused": (Operation.REFUSE, Outcome.REFUSED),
        "unread": (Operation.REFUSE, Outcome.REFUSED),
    }
)
"""Outcome of a record in OUT → what that is here. `disclosed`: made ready; `read`: the key to it was given; `pulled`: the rest went,
after the letter."""

OF_SECRECY = "WGS-2.29-2"
"""By which care data under professional secrecy needs a ground."""
_PARAGRAPH = re.compile(r"(\d+\.\d+)(?:\((\d+)\))?(?:\(\d+\))*")


class OutRecords:
    """For a policy that follows OUT. A record that cannot be read is accounted for as that, like an event."""

    def __init__(self, node: Node) -> None:
        self._node, self._out = node, node.store(subjects.out_stream(node.me))
        self._maker = Maker(node, self._out.stream)
        self._before: StoredMessage | None = None

    async def handle(self, message: StoredMessage) -> Sequence[NewMessage]:
        """Raises `EventStoreError`, `MasterKeyProblem`."""
        before, self._before = self._before, message
        if destruction.is_destroyed(message.subject):
            return await self._told(message)
        if not message.subject.startswith("account."):
            return ()
        case = UUID(message.subject.split(".")[1])
        try:
            facts, at, organisation = _read(message.data)
        except (ValueError, LookupError, TypeError, AttributeError):
            now, me = self._node.clock.now(), self._node.me
            return await self._maker.messages(
                message, Operation.DISCLOSE, "unreadable", now, me, case=case, rule="INV-7"
            )
        letter = await self._letter(message, before, facts, case)
        operation, what = facts.pop("operation"), facts.pop("what")
        return await self._maker.messages(message, operation, what, at, organisation, covers=letter, case=case, **facts)

    async def _told(self, message: StoredMessage) -> Sequence[NewMessage]:
        """An organisation is told that a case is destroyed, so that it destroys its copy."""
        _, to, case, _ = message.subject.split(".")
        now, article = self._node.clock.now(), "WGS-1.8-7"
        return await self._maker.messages(
            message, Operation.ERASE, "destruction-told", now, self._node.me, case=UUID(case), to=to, article=article
        )

    async def _letter(
        self, record: StoredMessage, before: StoredMessage | None, facts: Mapping[str, Any], case: UUID
    ) -> tuple[StoredMessage, ...]:
        """What the record is of: the message just before it; nothing where that was taken back by now, or never was."""
        if facts["operation"] is not Operation.DISCLOSE or facts["what"] == READ:
            return ()
        if before is None or before.seq != record.seq - 1:
            before = await self._out.at(record.seq - 1)
        return (before,) if before is not None and before.subject == subjects.out(facts["to"], case) else ()


READ = "letter-key"


def _read(data: bytes) -> tuple[dict[str, Any], datetime, str]:
    """The fields of the record here, when, and by which organisation. Raises ValueError, LookupError, TypeError, AttributeError."""
    body = json.loads(data)
    outcome = body.get("outcome", "disclosed")
    operation, became = _BECAME[outcome]
    codes, categories = tuple(body.get("codes", ())), tuple(body.get("categories", ()))
    held = tuple(GroundHeld.model_validate_json(json.dumps(each)) for each in body.get("held", ()))
    facts: dict[str, Any] = {
        "operation": operation,
        "what": READ if outcome in ("read", "unread") else body["event_type"],
        "outcome": became,
        "to": body["to"],
        "to_role": body.get("role"),
        "event": UUID(body["event"]),
        "letter": _letter_of(body, outcome),
        "because": UUID(body["because"]) if "because" in body else None,
        "categories": categories,
        "held": held,
        "grants": tuple(body.get("grounds", ())) or (body["grant"],),
        "matrix": body["table_version"],
        "codes": codes,
        "rule": body.get("rule"),
        "conditions": tuple(str(number) for number in body.get("numbers", ())),
        "traceparent": body.get("traceparent"),
        **_by_line(body["table_version"], codes, categories, held),
    }
    if became is Outcome.REFUSED:
        facts["ground"] = None  # none held
    return facts, datetime.fromisoformat(body["at"]), body["organisation"]


def _letter_of(body: Mapping[str, Any], outcome: str) -> UUID | None:
    """A document is given in answer to a question, and so is what is pulled: neither waits to be read."""
    if outcome == "disclosed":
        return None if "document" in body else UUID(body["id"])
    return UUID(body["because"]) if outcome in ("read", "unread") and "because" in body else None


def _by_line(
    version: str, codes: Sequence[str], categories: Collection[str], held: Sequence[GroundHeld]
) -> dict[str, str | None]:
    """Purpose, article and ground. By the line whose ground held for health or for another special category; in a record that does not
    say which, by the first line that may carry such a category of it; else by the first that gives more than how things stand."""
    try:
        table = matrix(version).codes
    except KeyError:  # of a version that is not kept
        table = {}
    kind: GroundKind | None
    first = next((each for each in sorted(held, key=_by_weight) if each.code in table), None)
    lines = [table[code] for code in codes if code in table]
    if first is not None:
        line, kind = table[first.code], first.ground
    elif lines:
        line = min(lines, key=lambda each: (not each.special & set(categories), each.kind is None))
        kind = line.kind if line.special & set(categories) else None
    else:
        return {"article": "WGS-1.7-1"}
    return {"purpose": name(line.name), "article": _article(line, kind), "ground": name(kind.value) if kind else None}


def _by_weight(held: GroundHeld) -> tuple[bool, bool]:
    """Health first, then the other special and criminal data."""
    return held.category is not Category.HEALTH, held.category not in SPECIAL


def _article(line: Code, kind: GroundKind | None) -> str:
    """Of those that the line names: of a ground for care data the article that asks for one, of a law that law, else the first."""
    named = [_called(article) for article in re.split("; ?", line.article)]
    if kind in (GroundKind.CONSENT, GroundKind.GOOD_CARE) and OF_SECRECY in named:
        return OF_SECRECY
    return named[-1] if kind is GroundKind.LAW else named[0]


def _called(article: str) -> str:
    """As records have it: `1.7(1)` is `WGS-1.7-1`, `AVG 19` is `GDPR-19`, `Wlz 9.1.2` is `Wlz-9.1.2`."""
    paragraph = _PARAGRAPH.fullmatch(article)
    if paragraph is None:
        return article.replace("AVG", "GDPR").replace(" ", "-")
    return "-".join(("WGS", *filter(None, paragraph.groups())))
