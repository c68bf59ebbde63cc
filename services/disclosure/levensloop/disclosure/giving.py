"""The question `keys`: an organisation asks for the keys of its letters, and gets those that it may read now (TEA-2, ALW-2, ALW-3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from uuid import NAMESPACE_OID, UUID, uuid5

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from levensloop.contracts import subjects
from levensloop.contracts.calendar import day_of
from levensloop.contracts.codec import wrong_fields
from levensloop.contracts.consulted import Asker
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal, refuse
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.asked import KEYS, refused_of_nobody, seen_by
from levensloop.disclosure.records import all_of, records_of
from levensloop.disclosure.rights import Now, now, right
from levensloop.infra.messaging.current import current
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.tracing import current_traceparent
from levensloop.infra.messaging.views import Ask
from levensloop.infra.secrecy.address import Address
from levensloop.infra.secrecy.keys import CaseKeys, Use
from levensloop.infra.secrecy.letters import Letter, own_letter
from levensloop.infra.secrecy.parcels import LETTER_KEYS, close_parcel
from levensloop.infra.secrecy.release import MOST, letter_keys

_log = structlog.get_logger()


class OfCase(BaseModel):
    """Letters of one case. `after`: a sequence of the outbox after which they all stand, so that no more needs to be read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    case: UUID
    messages: Annotated[tuple[UUID, ...], Field(min_length=1, max_length=MOST)]
    after: Annotated[int, Field(ge=0)] = 0


class KeysQuestion(BaseModel):
    """`{"id", "letters": [{"case", "messages", "after"}]}`: each case once, `MOST` letters in all. `id` comes back in each parcel.
    `by`: which person reads, if one does."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: UUID
    letters: Annotated[tuple[OfCase, ...], Field(min_length=1, max_length=MOST)]
    by: Asker | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    """One letter that was asked for: what was disclosed, and whether it may be read now. `letter`: as it stands in the outbox."""

    disclosed: AccountRecord
    letter: Letter | None
    refusal: Refusal | None


def keys_asked(node: Node) -> Ask:
    """`{"parcels": {case: parcel}, "refused": {message: refusal}}`. A letter is in a parcel or refused; asking again is fine.

    No key leaves before its record is written: raises `EventStoreError` when that fails, and then none does.
    """
    giving = _Giving(node)

    async def ask(organisation: str, body: dict[str, Any]) -> dict[str, Any] | Refusal:
        if organisation not in node.organisations:
            return refuse("INV-3", f"De organisatie {organisation} is niet bekend in de topologie.")
        try:
            question = KeysQuestion.model_validate(body)
        except ValidationError as error:
            fields = wrong_fields(error)
            return refuse("INV-1", f"De vraag om sleutels klopt niet: {fields}.", fields=fields)
        if sum(len(each.messages) for each in question.letters) > MOST:
            return refuse("INV-1", f"In één vraag passen {MOST} brieven.", fields="letters")
        parcels: dict[str, str] = {}
        refused: dict[str, Any] = {}
        of_nobody = set[UUID | None]()
        for each in question.letters:
            parcel, refusals = await giving.give(organisation, question, each, of_nobody)
            refused |= {str(message): refusal.model_dump() for message, refusal in refusals.items()}
            parcels |= {str(each.case): parcel.decode()} if parcel else {}
        await refused_of_nobody(node, KEYS, organisation, question.by, of_nobody)
        return {"parcels": parcels, "refused": refused}

    return ask


class _Giving:
    def __init__(self, node: Node) -> None:
        self._node, self._log = node, node.log
        self._out = node.store(subjects.out_stream(node.me))

    async def give(
        self, to: str, question: KeysQuestion, asked: OfCase, of_nobody: set[UUID | None]
    ) -> tuple[bytes | None, dict[UUID, Refusal]]:
        """A parcel with the keys of one case that may be given, None for none; and why not of the others. In `of_nobody` the case, if we
        know it, when what was never sent is asked for."""
        history = await current(self._log, asked.case)
        records, _ = await records_of(self._out, asked.case, asked.after)
        letters = await self._letters(to, asked)
        keys = await self._keys(asked.case, letters)
        situation = now(history.events, self._node.me, day_of(self._node.clock.now()))
        events = {recorded.id: recorded for recorded in history.events}
        sent = {r.id: r for r in records.values() if r.to == to and r.outcome is Outcome.DISCLOSED}
        judged, refusals = list[_Judged](), dict[UUID, Refusal]()
        for message in dict.fromkeys(asked.messages):
            if message not in sent:
                _log.warning("letter of nobody", asked_by=to, case=str(asked.case))
                of_nobody.add(asked.case if history.events else None)
                refusals[message] = refuse("ALW-2", f"{self._node.me} heeft u deze brief niet gestuurd.")
                continue
            letter = letters.get(message)
            refusal = self._judge(sent[message], events.get(sent[message].event), letter, situation, keys)
            judged.append(_Judged(sent[message], letter, refusal))
            if refusal:
                refusals[message] = refusal
        await self._account(judged, {record.id for record in records.values()})
        given = [one.letter for one in judged if one.letter and not one.refusal]
        shown = [category for one in judged if not one.refusal for category in one.disclosed.categories]
        rules = [one.refusal.rule for one in judged if one.refusal]
        await seen_by(self._node, KEYS, to, question.by, asked.case, shown if given else None, rules)
        return self._parcel(to, question.id, asked.case, given, keys) if given else None, refusals

    async def _letters(self, to: str, asked: OfCase) -> dict[UUID, Letter]:
        """What stands in the outbox of this organisation, of this case."""
        found = await all_of(self._out, subjects.out(to, asked.case), asked.after)
        letters = [own_letter(message.data) for message in found]
        return {letter.address.message: letter for letter in letters}

    async def _keys(self, case: UUID, letters: dict[UUID, Letter]) -> CaseKeys:
        return await self._node.vault.keys.to_decrypt(case, Use.OUT, {letter.kid for letter in letters.values()})

    def _judge(
        self,
        disclosed: AccountRecord,
        recorded: Recorded[DomainEvent] | None,
        letter: Letter | None,
        situation: Now,
        keys: CaseKeys,
    ) -> Refusal | None:
        node = self._node
        if recorded is None:
            return refuse("INV-4", "Deze casus is hier niet meer: wat erover gestuurd is, gaat niet meer open.")
        if refusal := right(recorded, disclosed, situation, node.organisations, node.me):
            return refusal
        if letter is None or keys.find(letter.kid, f"casus {disclosed.case}") is None:
            return refuse("TEA-2", "Deze brief is teruggenomen of vernietigd toen het recht erop eindigde.")
        return None

    async def _account(self, judged: Sequence[_Judged], known: set[UUID]) -> None:
        """What is given and what is refused, each once."""
        records = [record for one in judged if (record := self._record(one)).id not in known]
        if records:
            await self._out.append([record.message() for record in records])

    def _record(self, one: _Judged) -> AccountRecord:
        disclosed, rule = one.disclosed, one.refusal.rule if one.refusal else None
        outcome = Outcome.UNREAD if rule else Outcome.READ
        changes = {
            "id": uuid5(NAMESPACE_OID, f"{outcome}/{rule}/{disclosed.id}"),
            "at": self._node.clock.now(),
            "outcome": outcome,
            "rule": rule,
            "because": disclosed.id,
            "organisation": disclosed.to,
            "traceparent": current_traceparent(),
        }
        return disclosed.model_copy(update=changes)

    def _parcel(self, to: str, question: UUID, case: UUID, letters: Sequence[Letter], keys: CaseKeys) -> bytes:
        node = self._node
        content = letter_keys([(letter.address, letter.kid) for letter in letters], keys)
        address = Address(node.me, to, case, question, node.clock.now())
        return close_parcel(content, LETTER_KEYS, address, node.directory.recipient(to), node.own.signing)
