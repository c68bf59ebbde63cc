"""Whether what a service says to have handled was: by what it should have left behind, worked out again from the log.

So a position that was put ahead within its source shows. Disclosure has a check of its own (`disclosed`), timers too (`node`), and the
accountability service the streams. Judged is only by what nothing of before could have made otherwise: reactions by the authorisation that
holds now and of cases of which nothing is destroyed.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from contextlib import aclosing
from datetime import date, datetime
from uuid import UUID

from levensloop.audit.checking.finding import Finding
from levensloop.cli.fsck.destruction import FEED, Events, Owed, told_of, undone, unheard, unproven
from levensloop.cli.fsck.disclosed import accounted_under
from levensloop.cli.fsck.node import cases_of
from levensloop.cli.fsck.passed import Passed, passed_by
from levensloop.cli.fsck.unanswered import Caused, unanswered
from levensloop.contracts import subjects
from levensloop.contracts.account_subjects import account_of_move
from levensloop.contracts.calendar import day_of
from levensloop.contracts.codec import UnreadableEvent, parse
from levensloop.contracts.decision import Context, system
from levensloop.contracts.events.monitor import BottleneckReported, FiguresRequested
from levensloop.contracts.events.retention import QuarterExpired
from levensloop.contracts.events.signals import BottleneckReleased
from levensloop.contracts.impasse import BottleneckCategory
from levensloop.disclosure.records import all_of
from levensloop.handover.expected import Sent, expected
from levensloop.infra.eventstore.messages import StoredMessage
from levensloop.infra.messaging.accounting import authorisation
from levensloop.infra.messaging.case_log import left
from levensloop.infra.messaging.node import Node
from levensloop.infra.messaging.policy import Policy
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.infra.secrecy.vault import read_closed
from levensloop.infra.working_days import is_working_day
from levensloop.zvh.services import CASE_SERVICES

CHECK = "opgevolgd"
Released = tuple[date, BottleneckCategory]
"""A bottleneck that left a case: all that its report has in clear as well."""
CANNOT = (UnreadableEvent, SecrecyError, ValueError, LookupError)
"""Why a case cannot be judged: the checks of streams and keys name that."""


async def followed(node: Node, policies: Iterable[Policy]) -> AsyncIterator[Finding]:
    """One case in memory at a time. Raises `EventStoreError`."""
    passed, released = await passed_by(node, policies), Counter[Released]()
    for case in sorted(await cases_of(node)):
        messages = await all_of(node.log.store, subjects.case_events(case))
        try:
            events = left(tuple(read_closed(message.data, message.seq) for message in messages))
            owed = [*await _of_case(node, case, messages, events, passed)]
        except CANNOT:
            continue
        released.update(_released(events, node.me, passed))
        for policy, place in owed:
            yield _finding(node, policy, place, passed)
    async for finding in _reports(node, released, passed):
        yield finding


def _finding(node: Node, policy: str, place: int, passed: Passed) -> Finding:
    arrived = policy in ("retention/told", "retention/nothing-here")
    stream = subjects.arrivals_stream(node.me) if arrived else node.log.store.stream
    what = f"{policy} staat op {passed.at[policy]} en is hier voorbij; wat er had moeten volgen is er niet"
    return Finding(CHECK, f"{stream} {place}", what)


async def _of_case(
    node: Node, case: UUID, messages: Sequence[StoredMessage], events: Events, passed: Passed
) -> list[Owed]:
    told, roles = await told_of(node, case), {o.id: o.role for o in node.organisations.values()}
    found = [*undone(events, told, passed, node.me, roles)]
    found += [one async for one in unproven(node, events, passed)]
    found += [one async for one in unheard(node, events, told, passed, case)]
    found += await _unsent(node, case, events, passed)
    if not any(isinstance(recorded.event, QuarterExpired) for recorded in events):
        found += await _unanswered(node, case, messages, events, passed)
    return found


async def _unsent(node: Node, case: UUID, events: Events, passed: Passed) -> list[Owed]:
    records = await all_of(node.store(subjects.move_stream(node.me)), account_of_move(case))
    sent = {_sent(json.loads(message.data)) for message in records}
    places = {recorded.id: recorded.position for recorded in events}
    lacking = expected(events, node.me, lambda place: passed.by(FEED, place), sent) - sent
    return sorted((FEED, places[event]) for event, _, _ in lacking)


def _sent(body: dict[str, str]) -> Sent:
    return UUID(body["event"]), body["to"], int(body["move"])


async def _unanswered(
    node: Node, case: UUID, messages: Sequence[StoredMessage], events: Events, passed: Passed
) -> list[Owed]:
    """By the whole events: what follows may hang on what is personal. Of those that were accounted for under what holds now."""
    holds = authorisation(node.organisations)
    under = await accounted_under(node, case)
    standing = {recorded.id for recorded in events}
    opened = await node.log.read_all(messages)
    history = [
        Caused(recorded, parse(message.data).causationid)
        for recorded, message in zip(opened, messages, strict=True)
        if recorded.id in standing
    ]

    def context(moment: datetime) -> Context:
        return Context(node.me, moment, system(node.me), node.organisations, is_working_day)

    return [
        (f"{service.name}/reactions", place)
        for service in CASE_SERVICES
        if service.reactions
        for place in unanswered(service, history, context, node.clock.now())
        if passed.by(f"{service.name}/reactions", place) and under.get(place) == holds
    ]


def _released(events: Events, me: str, passed: Passed) -> Iterator[Released]:
    """Of bottlenecks that left the case, what of it stands in the report too: nothing ties the two."""
    for recorded in events:
        event = recorded.event
        passed_by = passed.by("monitor/bottlenecks", recorded.position)
        if isinstance(event, BottleneckReleased) and recorded.source == me and passed_by:
            yield day_of(event.at), event.category


async def _reports(node: Node, released: Counter[Released], passed: Passed) -> AsyncIterator[Finding]:
    """What is about no case: figures that were asked for, and bottlenecks that were to be reported."""
    asked, answered = dict[UUID, int](), set[UUID]()
    async with aclosing(node.log.store.replay(subjects.service_events("monitor"))) as messages:
        async for message in messages:
            try:
                recorded, because = read_closed(message.data, message.seq), parse(message.data).causationid
            except CANNOT:
                continue
            if isinstance(recorded.event, FiguresRequested) and passed.by("monitor/figures", recorded.position):
                asked[recorded.id] = recorded.position
            if isinstance(recorded.event, BottleneckReported) and recorded.source == node.me:
                released[day_of(recorded.event.at), recorded.event.category] -= 1
            if because is not None:
                answered.add(because)
    for event, place in asked.items():
        if event not in answered:
            yield _finding(node, "monitor/figures", place, passed)
    if lacking := sum((+released).values()):
        what = f"van {lacking} knelpunt(en) die werden vrijgegeven is er geen melding, terwijl monitor/bottlenecks er voorbij is"
        yield Finding(CHECK, node.log.store.stream, what)
