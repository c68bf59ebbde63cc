"""GDPR-19: who has the wrong datum only in a document, is told as who had it in a letter. By the record of the document alone."""

from typing import Any
from uuid import uuid4

import pytest
from disclosure.correcting.test_gdpr_19_who_is_told import corrected, told
from disclosure.disclosing import disclosed, logged
from disclosure.passing import passed_on
from documents.given import with_plan, with_two_plans
from documents.reading import Logged
from documents.reading import logged as in_a_log

from levensloop.contracts import subjects
from levensloop.contracts.categories import Category
from levensloop.contracts.disclosure import Grant
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported, PartnerJoined
from levensloop.contracts.events.plan import PlanEstablished, PlanRevised, SituationAssessed
from levensloop.contracts.rectification import as_corrected
from levensloop.contracts.roles import Role
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.disclosed import CaseSoFar, evolve
from levensloop.disclosure.printed import Printed
from levensloop.disclosure.rectified import after_all, who_received, wrong_ones
from levensloop.documents.account import DocumentRecord
from levensloop.documents.made_of import made_of
from levensloop.documents.model import Document
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import shown_to
from levensloop.infra.messaging.node import Node
from support.kept import record_of
from support.samples.disclosure import objected
from support.samples.inclusion import SAMPLE_REPORT, partner_left
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, NOW, OM, ORGANISATIONS, PROVIDER, RECLASSERING, actor

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}


def given(log: Logged, version: int | None = None, **changes: Any) -> Printed:
    """The record of the plan that the provider gets of this case, as disclosure reads it back."""
    shown = shown_to(WORLD[PROVIDER], tuple(as_corrected(log)), NOW.date())
    document = plan_document(shown.events, version)
    assert isinstance(document, Document)
    record = DocumentRecord(
        id=uuid4(),
        at=NOW,
        from_zvh=HAAGLANDEN,
        to=PROVIDER,
        case=log[0].case,
        document=document.file,
        mac="",
        kid="",
        event=document.written.id,
        event_type=type(document.written.event).wire_name(),
        categories=(Category.GUIDANCE,),
        organisation=HAAGLANDEN,
        role=Role.LEVENSLOOPAANBIEDER,
        grounds=(Grant.TEAM,),
        codes=(),
        events=made_of(document.data, shown),
    )
    return Printed.model_validate_json(record.model_copy(update=changes).to_bytes())


def correction(log: Logged, kind: type[DomainEvent], field: str, **right: Any) -> DatumRectified:
    event = next(recorded.id for recorded in log if isinstance(recorded.event, kind))
    said = {"at": NOW, "by": actor(HAAGLANDEN), "event": event, "field": field, "reason": "Verwisseld."}
    return DatumRectified.model_validate(said | (right or {"new_guidance": "Anders."}))


def is_told(log: Logged, kind: type[DomainEvent], field: str, document: Printed, **right: Any) -> bool:
    """Whether it hears of a correction of this field, having had no letter at all."""
    return PROVIDER in who_received(wrong_ones(correction(log, kind, field, **right), log), (), (document,))


LOG = with_plan()


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (PlanEstablished, "plan.approach"),
        (SituationAssessed, "risks"),
        (SituationAssessed, "inventory.sentences.0.text"),
        (PartnerJoined, "contact"),
    ],
)
def test_gdpr_19_who_has_it_in_a_document_alone_is_told(kind: type[DomainEvent], field: str) -> None:
    """It joined after the picture: no letter of that ever went there."""
    assert is_told(LOG, kind, field, given(LOG))


def test_gdpr_19_who_the_client_is_stands_in_each() -> None:
    person = SAMPLE_REPORT.person.model_copy(update={"name": "Joris Verzonnen-Anders"})

    assert is_told(LOG, ClientReported, "person.name", given(LOG), person=person)
    assert not is_told(LOG, ClientReported, "reason", given(LOG)), "what else was reported does not"


def test_gdpr_19_nobody_for_what_is_in_no_document() -> None:
    log = in_a_log(signal_raised(), after=LOG)

    assert not is_told(log, type(signal_raised()), "text", given(log))
    assert who_received(wrong_ones(correction(LOG, SituationAssessed, "risks"), LOG), (), ()) == frozenset()


def test_gdpr_19_nor_for_what_was_recorded_after_it_was_given() -> None:
    log, before = with_two_plans(), given(LOG)

    assert not is_told(log, PlanRevised, "plan.long_term_goal", before)
    assert is_told(log, PlanRevised, "plan.long_term_goal", given(log))
    assert not is_told(log, PlanRevised, "plan.long_term_goal", given(log, version=1))


def test_gdpr_19_nor_for_what_was_withheld_from_it() -> None:
    """WGS-1.7-1: of several parts the one that its supplier kept back."""
    log = in_a_log(objected(OM, (Category.JUSTICE,), PROVIDER), after=LOG)

    assert not is_told(log, SituationAssessed, "inventory.sentences.0.text", given(log))
    assert is_told(log, SituationAssessed, "inventory.indications.0.text", given(log))


def test_gdpr_19_a_picture_that_a_later_one_took_the_place_of_is_not_in_it() -> None:
    picture = next(r.event for r in LOG if isinstance(r.event, SituationAssessed))
    log = in_a_log(picture.model_copy(update={"motivation": "Hij wil werken."}), after=LOG)

    assert not is_told(log, SituationAssessed, "motivation", given(log)), "the first"


def test_gdpr_19_a_correction_that_was_wrong_itself() -> None:
    """What stands in the document is the words of the first correction."""
    log = in_a_log(correction(LOG, PlanEstablished, "plan.approach"), after=LOG)

    assert is_told(log, DatumRectified, "new_guidance", given(log))
    assert not is_told(log, DatumRectified, "new_guidance", given(LOG))
    of_a_signal = in_a_log(signal_raised(), after=LOG)
    elsewhere = in_a_log(correction(of_a_signal, type(signal_raised()), "text"), after=of_a_signal)
    assert not is_told(elsewhere, DatumRectified, "new_guidance", given(elsewhere))


def test_gdpr_19_a_record_of_before_counts_for_the_event_that_it_is_the_written_form_of() -> None:
    old = given(LOG, events={})

    assert is_told(LOG, PlanEstablished, "plan.approach", old)
    assert not is_told(LOG, SituationAssessed, "risks", old)
    assert is_told(LOG, PlanEstablished, "plan.approach", given(LOG, table_version="0", events={}))


def test_gdpr_19_that_it_was_wrong_is_told_again_to_who_has_it_on_paper() -> None:
    """TEA-2: its part ends while the correction waits unread; the document it has."""
    log = in_a_log(correction(LOG, PlanEstablished, "plan.approach"), after=LOG)
    ended = in_a_log(partner_left(PROVIDER, Role.LEVENSLOOPAANBIEDER), after=log)
    state = CaseSoFar()
    for recorded in ended:
        state = evolve(state, recorded)
    taken = _taken_back(log, ended)

    assert [each.to for each in after_all(ended[-1], state, taken, WORLD, HAAGLANDEN, (given(LOG),))] == [PROVIDER]
    assert not list(after_all(ended[-1], state, taken, WORLD, HAAGLANDEN, ()))


def _taken_back(log: Logged, ended: Logged) -> list[AccountRecord]:
    """The record that the correction waited, and was taken back unread."""
    letter = next(each for each in passed_on(list(log))[PROVIDER])
    changes = {"event": log[-1].id, "outcome": Outcome.WITHDRAWN, "because": ended[-1].id}
    return [record_of(letter, HAAGLANDEN, WORLD).model_copy(update=changes)]


@pytest.mark.asyncio(loop_scope="module")
async def test_gdpr_19_on_a_node(node: Node) -> None:
    """The policy reads the record that stands in OUT."""
    case = await logged(node, *planned_case())
    await disclosed(node)
    reported = next(r for r in (await node.log.load(case)).events if isinstance(r.event, ClientReported))
    document = given(LOG)
    on_record = {**document.model_dump(mode="json"), "document": "levensloopplan.pdf", "events": {str(reported.id): []}}
    record = DocumentRecord.model_validate(
        {
            **on_record,
            "id": uuid4(),
            "at": NOW,
            "from": HAAGLANDEN,
            "to": RECLASSERING,
            "case": case,
            "mac": "",
            "kid": "",
            "event_type": ClientReported.wire_name(),
            "categories": ("identity",),
            "organisation": HAAGLANDEN,
            "grounds": (),
            "codes": (),
        }
    )
    await node.store(subjects.out_stream(node.me)).append([record.under(subjects.account(case))])

    person = SAMPLE_REPORT.person.model_copy(update={"name": "Joris Verzonnen-Anders"})
    await corrected(node, case, ClientReported, "person.name", person=person)

    assert RECLASSERING in await told(node, case)
