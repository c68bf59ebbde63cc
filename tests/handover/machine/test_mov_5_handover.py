"""`Handover` as a state machine: two ZVHs that try everything, messages that come late or twice, services that start again.

MOV-5: one directs, always, and in the end both say who. MOV-1: nothing of the case but who it is about before the release.
MOV-6: what is cancelled changed nothing. WGS-2.28-4: of who did not agree nothing special goes, also not after the release. MOV-2: what
arrived is what was sent. A sender's messages come in the order in which it sent them, as its stream keeps them.
"""

from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from rules.handover.two_logs import ACTIONS, Sent, Zvh

from levensloop.contracts.categories import Category
from levensloop.contracts.commands.handover import AnswerIdentity, AnswerSupplierRequest
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DisclosureObjected
from levensloop.contracts.events.handover import (
    CaseReleased,
    DirectionTransferred,
    SupplierAgreed,
    SupplierAgreementAsked,
)
from levensloop.contracts.events.plan import LabelRequested, LabelWithdrawn
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.special_data import supplied_by
from levensloop.contracts.standing import CLOSED
from levensloop.handover.intake import Here
from levensloop.handover.manifest import IDENTITY_STEPS
from levensloop.handover.service import handover
from support.samples.disclosure import objected
from support.samples.inclusion import client_died
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, ROTTERDAM

HERE = st.sampled_from([HAAGLANDEN, ROTTERDAM])
SUPPLIERS = {
    HAAGLANDEN: ("politie-haaglanden", "levensloopaanbieder-haaglanden"),
    ROTTERDAM: ("politie-rotterdam", "levensloopaanbieder-rotterdam"),
}
WHICH = st.integers(0, 1)


class Handover(RuleBasedStateMachine):
    """Two logs and what is on its way between them."""

    @initialize()
    def a_client_lives_in_haaglanden(self) -> None:
        self.zvhs = {zvh: Zvh(zvh) for zvh in (HAAGLANDEN, ROTTERDAM)}
        for happened in planned_case():
            self.zvhs[HAAGLANDEN].record(happened)
        self.known: dict[int, set[UUID]] = {}
        """Move → what the receiver had, or was on its way to it, when it was announced."""

    def other(self, zvh: str) -> Zvh:
        return self.zvhs[ROTTERDAM if zvh == HAAGLANDEN else HAAGLANDEN]

    @rule(zvh=HERE)
    def announce(self, zvh: str) -> None:
        here, there = self.zvhs[zvh], self.other(zvh)
        if ACTIONS["announce"](here):
            on_its_way = {message.recorded.id for message in here.outbox}
            number = here.here.state.standing.moves
            self.known[number] = {recorded.id for recorded in there.log} | on_its_way

    @rule(zvh=HERE, hit=st.booleans())
    def answer(self, zvh: str, hit: bool) -> None:
        self.zvhs[zvh].give(AnswerIdentity(hit=hit), handover)

    @rule(zvh=HERE, which=WHICH, agrees=st.booleans())
    def a_supplier_answers(self, zvh: str, which: int, agrees: bool) -> None:
        answer = AnswerSupplierRequest(agrees=agrees, note="Ons antwoord.")
        self.zvhs[zvh].give(answer, handover, by=SUPPLIERS[zvh][which])

    @rule(zvh=HERE, which=WHICH)
    def a_supplier_supplies(self, zvh: str, which: int) -> None:
        here = self.zvhs[zvh]
        if here.director == zvh and here.here.state.standing.phase not in CLOSED:
            here.record(signal_raised(len(here.log), by=SUPPLIERS[zvh][which]))

    @rule(zvh=HERE, which=WHICH)
    def a_supplier_objects(self, zvh: str, which: int) -> None:
        here = self.zvhs[zvh]
        if here.director == zvh and here.here.state.standing.phase not in CLOSED:
            number = here.here.state.restrictions.objections_made + 1
            here.record(objected(SUPPLIERS[zvh][which], (Category.HEALTH,), None, number))

    @rule(zvh=HERE, step=st.sampled_from(["accept", "meet", "transfer", "work", "agree"]))
    def go_on(self, zvh: str, step: str) -> None:
        ACTIONS[step](self.zvhs[zvh])

    @rule(zvh=HERE)
    def cancel(self, zvh: str) -> None:
        """MOV-6: nothing changes hands."""
        here = self.zvhs[zvh]
        before = here.here.state
        if ACTIONS["cancel"](here):
            after = here.here.state
            assert after.running is None
            assert after.standing.director == before.standing.director == zvh
            assert after.standing.heads == before.standing.heads
            assert after.standing.team == before.standing.team
            assert after.labels == before.labels
            assert after.standing.moving_to is None

    @rule(zvh=HERE)
    def deliver(self, zvh: str) -> None:
        """The next that this ZVH sent arrives."""
        if self.zvhs[zvh].outbox:
            self.other(zvh).take(self.zvhs[zvh].outbox.popleft())

    @rule(zvh=HERE, data=st.data())
    def deliver_again(self, zvh: str, data: st.DataObject) -> None:
        """A message is handled once more: then nothing follows."""
        here = self.zvhs[zvh]
        if here.taken:
            before = list(here.log)
            here.take(data.draw(st.sampled_from(here.taken)))
            assert here.log == before

    @rule(zvh=HERE)
    def start_again(self, zvh: str) -> None:
        """A service knows nothing but what stands in its log, and may see all of it once more: then nothing follows."""
        here = self.zvhs[zvh]
        before = list(here.log)
        here.here, here.reacted = Here().then(*here.log), 0
        here.react()
        assert here.log == before

    @rule()
    def drain(self) -> None:
        one, other = self.zvhs.values()
        while one.outbox or other.outbox:
            self.deliver(HAAGLANDEN)
            self.deliver(ROTTERDAM)

    @rule(zvh=HERE, until=st.sampled_from(["answer", "agree", "accept", "meet", "transfer"]))
    def a_whole_move(self, zvh: str, until: str) -> None:
        """As it usually goes, up to some moment; by chance alone a machine hardly gets that far."""
        here, there = self.zvhs[zvh], self.other(zvh)
        self.announce(zvh)
        for step, who in (("answer", there), ("agree", here), ("accept", there), ("meet", here), ("transfer", here)):
            self.drain()
            ACTIONS[step](who)
            if step == until:
                return

    @precondition(lambda self: any(zvh.here.state.running for zvh in self.zvhs.values()))
    @rule(sure=st.integers(0, 19))
    def the_client_dies(self, sure: int) -> None:
        """Now and then: it ends the move, and the machine has little left to try."""
        for zvh in self.zvhs.values():
            if sure == 0 and zvh.director == zvh.id and zvh.here.state.standing.phase not in CLOSED:
                zvh.record(client_died())
                for label in list(zvh.here.state.labels.values()):
                    zvh.record(_withdrawn(label))
                assert zvh.here.state.running is None

    @invariant()
    def one_directs(self) -> None:
        """MOV-5: by the log of who handed over last; never two."""
        one, other = self.zvhs.values()
        assert max((one, other), key=_transfers).director in self.zvhs
        assert not (one.director == one.id and other.director == other.id)

    @invariant()
    def before_the_release_only_an_identity(self) -> None:
        """MOV-1."""
        for here in self.zvhs.values():
            there = self.other(here.id)
            move = here.here.state.move
            if move is None or move.from_zvh != here.id or move.released:
                continue
            new = [r for r in there.log if r.id not in self.known[move.number]]
            assert all(isinstance(r.event, IDENTITY_STEPS) or r.source == there.id for r in new)

    @invariant()
    def it_was_answered_first(self) -> None:
        """MOV-1, as an auditor reads it: in every log, of every move, hit or no hit stands before the release."""
        for zvh in self.zvhs.values():
            said: set[int] = set()
            for recorded in zvh.log:
                if isinstance(recorded.event, IDENTITY_STEPS):
                    said.add(recorded.event.move)
                elif isinstance(recorded.event, CaseReleased):
                    assert recorded.event.move in said

    @invariant()
    def nothing_special_goes_of_who_did_not_agree(self) -> None:
        """WGS-2.28-4: of what was recorded after the release; by what the log says, not by what was worked out from it."""
        for here in self.zvhs.values():
            for message in here.sent:
                if not message.identity and message.recorded.source == here.id:
                    assert _agreed(here.log, message), message.recorded.event

    def teardown(self) -> None:
        """MOV-2: once all has arrived, nothing is lost, doubled or changed, and both say who directs."""
        self.drain()
        for here in self.zvhs.values():
            there = self.other(here.id)
            marks = {recorded.id: recorded.fingerprint for recorded in there.log}
            assert len(marks) == len(there.log)
            assert all(marks[m.recorded.id] == m.recorded.fingerprint for m in here.sent)
        one, other = self.zvhs.values()
        if other.log:
            assert one.director == other.director
        for here in self.zvhs.values():
            if here.director == here.id and here.here.state.running is None:
                assert self.other(here.id).here.state.running is None, "the other hears that it ended"


def _agreed(log: list[Recorded[DomainEvent]], message: Sent) -> bool:
    """Whether each who supplied this agreed to it in this move, since it last objected before it; of before the release it was seen to."""
    moved = [r.event for r in log if getattr(r.event, "move", None) == message.move]
    released = next(r.position for r in log if isinstance(r.event, CaseReleased) and r.event.move == message.move)
    at = next(r.position for r in log if r.id == message.recorded.id)
    if at <= released:
        return True
    for supplier, kinds in supplied_by(message.recorded.event):
        asked = {
            k for e in moved if isinstance(e, SupplierAgreementAsked) and e.supplier == supplier for k in e.categories
        }
        said = [
            r for r in log if r.event in moved and isinstance(r.event, SupplierAgreed) and r.event.supplier == supplier
        ]
        no = [r.position for r in log if isinstance(r.event, DisclosureObjected) and r.event.supplier == supplier]
        since = max((position for position in no if position < at), default=0)
        if supplier != message.sender and not (kinds <= asked and any(r.position > since for r in said)):
            return False
    return True


def _withdrawn(asked: LabelRequested) -> LabelWithdrawn:
    same = {"partner": asked.partner, "role": asked.role, "system": asked.system}
    return LabelWithdrawn(at=asked.at, by=asked.by, reason="Overleden.", **same)


def _transfers(zvh: Zvh) -> int:
    return sum(isinstance(recorded.event, DirectionTransferred) for recorded in zvh.log)


Handover.TestCase.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
TestHandover = Handover.TestCase
