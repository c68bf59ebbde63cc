"""GDPR-19 on a real server: everyone who received the wrong datum is told, and nobody else; what it should be, who might see it now."""

from uuid import UUID

import pytest
from disclosure.disclosing import account, disclosed, logged, out
from disclosure.ending.fetching import confirmed, fetched

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ClientReported, PartnerJoined
from levensloop.contracts.events.plan import PlanEstablished
from levensloop.contracts.roles import Role
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View
from levensloop.disclosure.account import Outcome
from levensloop.infra.messaging.node import Node
from levensloop.infra.nodes.network import Network
from support.samples.disclosure import consented_case, objected
from support.samples.inclusion import SAMPLE_REPORT, joined, partner_left
from support.samples.plan import label_requested, planned_case
from support.samples.signals import signal_raised
from support.samples.world import (
    CRISISDIENST,
    GEMEENTE,
    HAAGLANDEN,
    NOW,
    OM,
    POLITIE,
    PROVIDER,
    RECLASSERING,
    WOONPARTNER,
    actor,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

PERSON = SAMPLE_REPORT.person.model_copy(update={"name": "Joris Verzonnen-Anders"})
NAME = "datum-rectified"


async def corrected(node: Node, case: UUID, kind: type[DomainEvent], field: str, **right: object) -> None:
    history = await node.log.load(case)
    event = next(r.id for r in history.events if isinstance(r.event, kind))
    by = actor(HAAGLANDEN)
    correction = {"at": NOW, "by": by, "event": event, "field": field, "reason": "Verwisseld.", **right}
    await logged(node, DatumRectified.model_validate(correction), case=case)
    await disclosed(node)


async def told(node: Node, case: UUID) -> dict[str, View]:
    """Organisation → the correction as it stands ready for it."""
    found = {m.subject.split(".")[1]: read_view(m.data, m.seq).event for m in await out(node, case)}
    return {to: view for to, view in found.items() if type(view).__name__ == "DatumRectified"}


async def received(node: Node, case: UUID, kind: str, field: str) -> set[str]:
    """Who has the event with this field, by what stands ready."""
    views = [(m.subject.split(".")[1], read_view(m.data, m.seq).event) for m in await out(node, case)]
    return {to for to, view in views if type(view).__name__ == kind and hasattr(view, field)}


async def test_gdpr_19_everyone_who_received_the_wrong_one_and_nobody_else(node: Node) -> None:
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    had = await received(node, case, "SignalRaised", "text")
    assert had
    assert OM not in had

    await corrected(node, case, type(signal_raised()), "text", new_guidance="Het was een ander.")

    found = await told(node, case)
    assert found.keys() == had
    assert all(view.new_guidance == "Het was een ander." for view in found.values())  # type: ignore[attr-defined]
    assert not any(hasattr(view, "reason") for view in found.values())
    records = [r for _, r in await account(node, case) if NAME in r.event_type]
    assert {r.to for r in records if r.outcome is Outcome.DISCLOSED} == had
    assert all("R-JUIST" in r.codes for r in records)


async def test_gdpr_19_not_who_received_another_field_of_the_same_category(node: Node) -> None:
    """The politie has the approach of the plan, which is guidance too, and not the goal."""
    case = await logged(node, *planned_case())
    await disclosed(node)

    await corrected(node, case, PlanEstablished, "plan.long_term_goal", new_guidance="Zelfstandig wonen.")

    found = await told(node, case)
    assert PROVIDER in found
    assert POLITIE not in found


async def test_gdpr_19_who_the_client_is_whoever_heard_it(node: Node) -> None:
    """The report went to the reporter alone, the name also with each label."""
    labels = [label_requested(to).model_copy(update={"person": SAMPLE_REPORT.person}) for to in (GEMEENTE, WOONPARTNER)]
    case = await logged(node, *planned_case(), *labels)
    await disclosed(node)
    had = {GEMEENTE, POLITIE, WOONPARTNER}

    await corrected(node, case, ClientReported, "person.name", person=PERSON)

    found = await told(node, case)
    assert found.keys() == had
    assert {view.person.name for view in found.values()} == {PERSON.name}  # type: ignore[attr-defined]


async def test_gdpr_19_who_left_hears_that_it_was_wrong_and_no_more(network: Network, node: Node) -> None:
    """TEA-2."""
    await confirmed(node, RECLASSERING)
    case = await logged(node, *consented_case())
    await disclosed(node)
    await fetched(network, node, RECLASSERING)
    await logged(node, partner_left(RECLASSERING, Role.RECLASSERING), case=case)
    await disclosed(node)
    await fetched(network, node, RECLASSERING)

    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance="Juist niet aanspreken.")

    view = (await told(node, case))[RECLASSERING]
    assert view.field == "plan.approach"  # type: ignore[attr-defined]
    assert not hasattr(view, "new_guidance")
    assert await fetched(network, node, RECLASSERING) == ["DatumRectified"]
    refused = [r for _, r in await account(node, case) if r.to == RECLASSERING and r.outcome is Outcome.REFUSED]
    assert [(r.rule, r.withheld) for r in refused if NAME in r.event_type] == [("TEA-2", ("new_guidance",))]


async def test_gdpr_19_from_whom_it_was_taken_back_unread_hears_nothing(node: Node) -> None:
    await confirmed(node, RECLASSERING)
    case = await logged(node, *planned_case())
    await disclosed(node)
    await logged(node, partner_left(RECLASSERING, Role.RECLASSERING), case=case)
    await disclosed(node)

    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance="Juist niet aanspreken.")

    assert RECLASSERING not in await told(node, case)


async def test_gdpr_19_a_suppliers_objection_holds_for_the_correction_too(node: Node) -> None:
    case = await logged(node, *planned_case(), signal_raised())
    await disclosed(node)
    had = await received(node, case, "SignalRaised", "text")
    supplier = signal_raised().by.organisation
    to = next(o for o in sorted(had) if o != supplier)
    await logged(node, objected(supplier, (Category.GUIDANCE,), to), case=case)

    await corrected(node, case, type(signal_raised()), "text", new_guidance="Het was een ander.")

    found = await told(node, case)
    assert found.keys() == had
    assert {o for o, view in found.items() if not hasattr(view, "new_guidance")} == {to}


async def test_gdpr_19_who_joins_gets_it_with_the_plan(node: Node) -> None:
    without = [e for e in planned_case() if not (isinstance(e, PartnerJoined) and e.organisation == CRISISDIENST)]
    case = await logged(node, *without)
    await disclosed(node)
    await corrected(node, case, PlanEstablished, "plan.approach", new_guidance="Juist niet aanspreken.")
    assert CRISISDIENST not in await told(node, case)

    await logged(node, joined(CRISISDIENST), case=case)
    await disclosed(node)

    found = await told(node, case)
    assert found[CRISISDIENST].new_guidance == "Juist niet aanspreken."  # type: ignore[attr-defined]
