"""MON-1: figures asked for at a ZVH are made of its log, reach the CLLA without a case, and can be made again from nothing but the log."""

from uuid import uuid4

import pytest
from monitor.network import Country

from levensloop.contracts.commands.monitor import DeliverFigures, RecordCooperation
from levensloop.contracts.events.monitor import FiguresDelivered
from levensloop.contracts.monitoring import Figure, Frequency
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.infra.messaging import client
from levensloop.infra.messaging.app import running as serving
from levensloop.monitor.app import app as monitor_app
from levensloop.monitor.ledger import Reader
from levensloop.monitor.national import add_up, cooperation, latest
from levensloop.monitor.report import figures_delivered
from support.letters import in_clear
from support.messaging import Desk, everything, log_given
from support.samples.inclusion import included_case
from support.samples.world import CLLA, HAAGLANDEN, POLITIE, ROTTERDAM

pytestmark = pytest.mark.asyncio(loop_scope="module")

H1 = DeliverFigures(half_year="2026H1")


async def what_was_asked_for_reaches_the_clla(country: Country) -> None:
    node = country.nodes[HAAGLANDEN]
    cases = [uuid4() for _ in range(6)]
    for case in cases:
        await log_given(node, case, *included_case())
    answer = RecordCooperation(
        half_year="2026H1", role=Role.DJI, takes_role=Frequency.NEVER, keeps_agreements=Frequency.SOMETIMES
    )
    assert (await country.give(HAAGLANDEN, answer)).refusal is None
    asked = await country.give(HAAGLANDEN, H1)

    assert asked.refusal is None
    [(sender, figures)] = await country.received(FiguresDelivered, 1)
    values = {value.figure: value.value for value in figures.figures}
    assert (sender, figures.edition, figures.up_to) == (HAAGLANDEN, 1, asked.events[0].position)
    assert (values[Figure.INCLUDED], values[Figure.OPEN_AT_END], values[Figure.DIED]) == (6, 6, None)
    assert [a.role for a in figures.cooperation] == [Role.DJI]
    assert not any(str(case) in figures.model_dump_json() for case in cases)


async def the_log_alone_makes_the_same_figures_again(country: Country) -> None:
    """Also when more was recorded since: what counts is what stood there when they were asked for."""
    node = country.nodes[HAAGLANDEN]
    [(_, figures)] = await country.received(FiguresDelivered, 1)
    await log_given(node, uuid4(), *included_case())

    for _ in range(2):
        ledger = await Reader(node.log, HAAGLANDEN).until(figures.up_to)
        assert figures_delivered(ledger, figures.half_year, figures.small_count, figures.at) == figures


async def again_is_a_correction_that_replaces(country: Country) -> None:
    await country.give(HAAGLANDEN, H1)
    both = await country.received(FiguresDelivered, 2)

    assert [figures.edition for _, figures in both] == [1, 2]
    [(zvh, last)] = latest(both, "2026H1").items()
    values = {value.figure: value.value for value in last.figures}
    assert (zvh, last.edition, values[Figure.INCLUDED]) == (HAAGLANDEN, 2, 7)


async def the_nation_is_added_up_from_what_was_sent(country: Country) -> None:
    for _ in range(5):
        await log_given(country.nodes[ROTTERDAM], uuid4(), *included_case())
    await country.give(ROTTERDAM, H1)
    delivered = latest(await country.received(FiguresDelivered, 3), "2026H1")
    sums = {s.figure: s for s in add_up(delivered)}

    assert set(delivered) == {HAAGLANDEN, ROTTERDAM}
    included, without = sums[Figure.INCLUDED], sums[Figure.WITHOUT_HOUSING]
    assert (included.at_least, included.at_most, included.suppressed) == (12, 12, 0)
    assert (without.at_least, without.at_most, without.suppressed) == (0, 12, 2)
    assert sums[Figure.DIED].at_most is None
    assert cooperation(delivered)[Role.DJI]["takes_role"] == {Frequency.NEVER: 1}


async def two_services_at_once_deliver_once(country: Country) -> None:
    before = len(await country.received(FiguresDelivered, 3))
    async with serving(monitor_app(country.nodes[ROTTERDAM])) as other:
        await country.give(ROTTERDAM, H1)
        await other.caught_up()
        found = await country.received(FiguresDelivered, before + 1)
    log = await everything(country.nodes[ROTTERDAM], f"LOG_{ROTTERDAM}")

    assert sum(b'figures-delivered.v1"' in message.data for message in log) == 2
    assert [(zvh, figures.edition) for zvh, figures in found if zvh == ROTTERDAM] == [(ROTTERDAM, 1), (ROTTERDAM, 2)]


async def the_clla_has_figures_and_no_case(country: Country) -> None:
    for zvh in (HAAGLANDEN, ROTTERDAM):
        sent = await everything(country.nodes[zvh], f"OUT_{zvh}")
        to_clla = [message for message in sent if message.subject.startswith(f"out.{CLLA}.")]
        assert to_clla
        for message in to_clla:
            assert b"figures-delivered" in (await in_clear(country.nodes[zvh], message)).data


async def test_mon_1_only_the_zvh_itself_asks_for_its_figures(country: Country) -> None:
    for organisation in (POLITIE, CLLA):
        nc = await country.net.connect(organisation)
        try:
            await Desk(nc, organisation).reaches("monitor")
            answer = await client.ask(nc, HAAGLANDEN, organisation, "monitor", "figures", {"half_year": "2026H1"})
        finally:
            await nc.close()
        assert isinstance(answer, Refusal)
        assert answer.rule == "INV-6"


async def the_zvh_sees_them_exact_too(country: Country) -> None:
    question = {"half_year": "2026H1", "exact": True}
    answer = await client.ask(country.desks[HAAGLANDEN].nc, HAAGLANDEN, HAAGLANDEN, "monitor", "figures", question)

    assert isinstance(answer, dict)
    assert {row["figure"]: row["value"] for row in answer["figures"]}["died"] == 0
    assert (answer["over"], answer["delivered_edition"]) == (True, 2)


async def test_mon_1_figures_from_the_question_to_the_nation(country: Country) -> None:
    """One half-year as it goes, each step on what the one before it left."""
    for step in (
        what_was_asked_for_reaches_the_clla,
        the_log_alone_makes_the_same_figures_again,
        again_is_a_correction_that_replaces,
        the_nation_is_added_up_from_what_was_sent,
        two_services_at_once_deliver_once,
        the_clla_has_figures_and_no_case,
        the_zvh_sees_them_exact_too,
    ):
        await step(country)
