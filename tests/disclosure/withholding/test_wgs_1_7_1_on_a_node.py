"""WGS-1.7-1, WGS-2.29-2, WGS-2.29-3 on a real server: what goes, and what not, with its record; what may go later goes then."""

from uuid import UUID

import pytest
from disclosure.disclosing import account, disclosed, letters, logged, out

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.intake import Consent
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.view_envelope import read_view
from levensloop.contracts.views import View
from levensloop.disclosure.account import AccountRecord, Outcome
from levensloop.disclosure.explaining import Explanation, explain
from levensloop.infra.messaging.node import Node
from support.samples.disclosure import condition_set, consent, objected, objection_withdrawn, picture
from support.samples.plan import planned_case
from support.samples.signals import signal_raised
from support.samples.world import CRISISDIENST, GEMEENTE, OM, POLITIE, PROVIDER, RECLASSERING

pytestmark = pytest.mark.asyncio(loop_scope="module")
BOTH = (Category.HEALTH, Category.GUIDANCE)


async def played(node: Node, *events: DomainEvent) -> UUID:
    case = await logged(node, *planned_case())
    await disclosed(node)
    for event in events:
        await logged(node, event, case=case)
        await disclosed(node)
    return case


async def views(node: Node, case: UUID, to: str, kind: str) -> list[Recorded[View]]:
    found = []
    for message in await out(node, case):
        if message.subject.split(".")[1] == to:
            view = read_view(message.data, message.seq)
            if type(view.event).__name__ == kind:
                found.append(view)
    return found


async def records(node: Node, case: UUID, to: str, kind: str) -> list[AccountRecord]:
    return [r for _, r in await account(node, case) if r.to == to and kind in r.event_type]


async def explained(node: Node, case: UUID, to: str, kind: str) -> Explanation:
    history = (await node.log.load(case)).events
    [event] = [r.id for r in history if type(r.event).__name__ == kind]
    all_of = [record for _, record in await account(node, case)]
    return explain(history, event, node.organisations[to], all_of, node.organisations, node.me)


async def test_wgs_1_7_1_nothing_goes_to_whom_the_objection_is_and_the_record_says_so_in_the_same_batch(
    node: Node,
) -> None:
    case = await played(node, objected(POLITIE, BOTH, CRISISDIENST), signal_raised())

    assert await views(node, case, CRISISDIENST, "SignalRaised") == []
    assert len(await views(node, case, PROVIDER, "SignalRaised")) == 1
    [refused] = await records(node, case, CRISISDIENST, "signal-raised")
    assert (refused.outcome, refused.rule, refused.numbers) == (Outcome.REFUSED, "WGS-1.7-1", (1,))
    of_signal = [(m, r) for m, r in await account(node, case) if "signal-raised" in r.event_type]
    assert len({message.batch for message, _ in of_signal}) == 1, "with what did go, all or none"
    assert (await explained(node, case, CRISISDIENST, "SignalRaised")).why_not == (
        f"Weerhouden: bezwaar 1 van {POLITIE} (WGS-1.7-1)."
    )


async def test_wgs_2_29_3_the_condition_goes_along_in_the_view_and_its_number_in_the_record(node: Node) -> None:
    words = condition_set(POLITIE, BOTH, None, words="Niet met de cliënt bespreken.")
    case = await played(node, words, signal_raised())

    [view] = await views(node, case, PROVIDER, "SignalRaised")
    assert [(c["supplier"], c["words"]) for c in view.event.model_dump()["conditions"]] == [(POLITIE, words.words)]
    [record] = await records(node, case, PROVIDER, "signal-raised")
    assert (record.outcome, record.numbers, record.withheld) == (Outcome.DISCLOSED, (1,), ())
    assert words.words not in record.to_bytes().decode()
    for message in await letters(node, case):
        assert words.words.encode() not in message.data
        assert words.words not in str(message.headers)


async def test_wgs_2_29_2_consent_that_comes_later_gives_what_was_withheld_and_withdrawn_takes_it_out(
    node: Node,
) -> None:
    case = await played(node, picture())
    [first] = await views(node, case, GEMEENTE, "SituationAssessed")
    assert "protective_factors" not in first.event.model_dump()
    found = await explained(node, case, GEMEENTE, "SituationAssessed")
    lines = {line.field.path: line.withheld for line in found.went[0].lines}
    assert lines["protective_factors"] == "de cliënt gaf geen toestemming (WGS-2.29-2)"

    await logged(node, consent(Consent.GIVEN), case=case)
    await disclosed(node)
    [_, wider] = await views(node, case, GEMEENTE, "SituationAssessed")
    assert "protective_factors" in wider.event.model_dump()
    assert len(await views(node, case, CRISISDIENST, "SituationAssessed")) == 1, "nothing was withheld from it"

    await logged(node, consent(Consent.WITHDRAWN), case=case)
    await disclosed(node)
    *_, narrower = await views(node, case, GEMEENTE, "SituationAssessed")
    assert "protective_factors" not in narrower.event.model_dump(), (
        "the letter with it stays closed; the rest goes anew"
    )
    told = await explained(node, case, GEMEENTE, "SituationAssessed")
    assert "toestemming ingetrokken op 02-02-2026" in str([line.withheld for line in told.went[-1].lines])
    assert len(await views(node, case, RECLASSERING, "SituationAssessed")) == 3


async def test_wgs_1_7_1_what_an_objection_held_back_goes_when_it_is_withdrawn(node: Node) -> None:
    inventory = objected(CRISISDIENST, (Category.HEALTH,), PROVIDER)
    case = await played(node, inventory, picture(GEMEENTE))
    [without] = await views(node, case, PROVIDER, "SituationAssessed")
    assert "Zorgmachtiging" not in without.event.model_dump_json()
    found = await explained(node, case, PROVIDER, "SituationAssessed")
    assert found.went[0].left_out == {"inventory.indications.0": f"bezwaar 1 van {CRISISDIENST} (WGS-1.7-1)"}

    await logged(node, objection_withdrawn(CRISISDIENST), case=case)
    await disclosed(node)

    *_, whole = await views(node, case, PROVIDER, "SituationAssessed")
    assert "Zorgmachtiging" in whole.event.model_dump_json()
    assert await views(node, case, OM, "SituationAssessed") == []
