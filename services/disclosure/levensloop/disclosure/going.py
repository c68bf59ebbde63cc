"""What goes to whom because of one event, and what of that is withheld: by the log, and by what went before (ALW-2, TEA-1)."""

from collections.abc import Collection
from functools import reduce

from levensloop.contracts import subjects
from levensloop.contracts.calendar import day_of
from levensloop.contracts.ending import ended
from levensloop.contracts.event import CaseId
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import ReportRetracted
from levensloop.disclosure.account import AccountRecord
from levensloop.disclosure.again import again
from levensloop.disclosure.disclosed import CaseSoFar, Disclosure, disclosures, evolve
from levensloop.disclosure.printed import printed
from levensloop.disclosure.records import received, records_of
from levensloop.disclosure.rectified import Wrong, after_all, along, as_far_as_it_may, who_received, wrong_ones
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.eventstore.store import EventStore
from levensloop.infra.messaging.following import Step, case_until, recorded_with
from levensloop.infra.messaging.node import Node


async def going(node: Node, logged: StoredMessage, step: Step[CaseSoFar]) -> list[Disclosure]:
    """The event itself, and what a newcomer must know of before; what goes again; that a correction was taken back; and along with
    what is older, what was corrected in it. Of each may all be withheld. `step`: around `logged`.

    Raises `UnreadableEvent`, `EventStoreError`.
    """
    today, organisations, me = day_of(node.clock.now()), node.organisations, node.me
    after = reduce(evolve, await recorded_with(node.log, logged), step.after)
    wrong = await _wrong(node, logged, step)
    to = await _received(node, step, wrong)
    found = [
        *disclosures(step.recorded, step.before, after, organisations, me, to, today),
        *again(step.before, step.after, await _went(node, step), organisations, me, today),
    ]
    if wrong:
        found = [as_far_as_it_may(each, wrong, after, organisations, me, today) for each in found]
    found += await _after_all(node, step, after)
    older = [each for each in found if each.recorded.position != logged.seq and not each.judged.nothing]
    return [*found, *along(older, after, organisations, me, today)]


async def _wrong(node: Node, logged: StoredMessage, step: Step[CaseSoFar]) -> Wrong:
    """What has the wrong datum, where the event corrects one."""
    if not isinstance(step.recorded.event, DatumRectified):
        return ()
    earlier = (await case_until(node.log, logged))[:-1]
    return wrong_ones(step.recorded.event, await node.log.read_all(earlier))


async def _received(node: Node, step: Step[CaseSoFar], wrong: Wrong) -> Collection[str]:
    """Who received the wrong datum, or anything of the case, where the event goes to those."""
    case = step.recorded.case
    if wrong:
        return who_received(wrong, await _records(node, case), await printed(_out(node), case))
    if isinstance(step.recorded.event, ReportRetracted):
        return await received(_out(node), case)
    return ()


async def _went(node: Node, step: Step[CaseSoFar]) -> Collection[AccountRecord]:
    """What went of the case, where what stands in the way of disclosures changed."""
    if step.before.restrictions == step.after.restrictions:
        return ()
    return await _records(node, step.recorded.case)


async def _after_all(node: Node, step: Step[CaseSoFar], after: CaseSoFar) -> Collection[Disclosure]:
    """Where a right ended and corrections were taken back with it (GDPR 19)."""
    if not after.corrections or ended(step.recorded.event, step.before.standing, after.standing, node.me) is None:
        return ()
    records = await _records(node, step.recorded.case)
    documents = await printed(_out(node), step.recorded.case)
    return tuple(after_all(step.recorded, after, records, node.organisations, node.me, documents))


async def _records(node: Node, case: CaseId) -> Collection[AccountRecord]:
    records, _ = await records_of(_out(node), case)
    return list(records.values())


def _out(node: Node) -> EventStore:
    return node.store(subjects.out_stream(node.me))
