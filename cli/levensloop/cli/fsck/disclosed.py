"""Whether what disclosure passed was handled: an event that is given to anybody has a record of that, or of why not (ALW-3).

So a position that was put ahead of what was handled shows, also where it is not beyond the end of the log.
"""

import json
from collections.abc import AsyncIterator, Mapping
from uuid import UUID

from levensloop.audit.checking.finding import Finding
from levensloop.audit.records.authorised import authorisations
from levensloop.cli.fsck.node import cases_of
from levensloop.contracts import subjects
from levensloop.contracts.codec import UnreadableEvent
from levensloop.disclosure.expected import Logged, expected
from levensloop.disclosure.policies import disclosure_policies
from levensloop.disclosure.printed import printed
from levensloop.disclosure.records import all_of, received, records_of
from levensloop.infra.messaging.accounting import authorisation_text
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.errors import SecrecyError
from levensloop.verifier.coverage import covered

CHECK = "verstrekt"

Judged = Mapping[int, frozenset[str]]
"""Place of an event in the log → to whom it could go by who took part, and by the matrix, when it was accounted for."""


async def disclosed(node: Node) -> AsyncIterator[Finding]:
    """One case in memory at a time. Raises `EventStoreError`."""
    (policy,) = disclosure_policies(node)
    last = await policy.target.last(policy.position)
    up_to = int(last.data) if last is not None and last.data.isdigit() else 0
    versions = await _versions(node)
    aside = {letter.origin.seq for letter in await node.dead.of(policy.service, policy.name)}  # named as that
    for case in await cases_of(node):
        try:
            passed = await _passed_over(node, case, versions)
        except (UnreadableEvent, SecrecyError, ValueError):
            continue  # what cannot be read is named by the checks of streams and keys
        for place in passed:
            if place <= up_to and place not in aside:
                where, what = f"{node.log.store.stream} {place}", "niet verstrekt en niet geweigerd"
                yield Finding(CHECK, where, f"{what}, terwijl disclosure al op {up_to} staat")


async def _passed_over(node: Node, case: UUID, versions: Mapping[str, frozenset[str]]) -> list[int]:
    """The places of events of which something goes to somebody, or is withheld, and of which no record tells anything."""
    out = node.store(subjects.out_stream(node.me))
    messages = await all_of(node.log.store, subjects.case_events(case))
    events = await node.log.read_all(messages)
    history = [Logged(recorded, message.batch) for recorded, message in zip(events, messages, strict=True)]
    records = [*(await records_of(out, case))[0].values()]
    who, documents = await received(out, case), await printed(out, case)
    follows = expected(history, records, node.organisations, node.me, who, documents)
    told, places = {record.event for record in records}, {recorded.id: recorded.position for recorded in events}
    judged = await _judged(node, case, versions)
    return sorted(
        {
            places[event]
            for event, to in follows.went
            if event not in told and event not in follows.unsure and to in judged.get(places[event], frozenset())
        }
    )


async def _judged(node: Node, case: UUID, versions: Mapping[str, frozenset[str]]) -> Judged:
    """By the record that covers each event: the topology may have been another then."""
    return {place: versions.get(version, frozenset()) for place, version in (await accounted_under(node, case)).items()}


async def accounted_under(node: Node, case: UUID) -> dict[int, str]:
    """Place of each event of a case → the version of who might do what under which it was accounted for. Raises `EventStoreError`."""
    found, stream = dict[int, str](), node.log.store.stream
    for message in await node.accounts.store.load(subjects.audit_of(case)):
        for one in covered(message.data):
            if one.stream == stream:
                found[one.position] = str(json.loads(message.data).get("authorisation"))
    return found


async def _versions(node: Node) -> dict[str, frozenset[str]]:
    """Version of who may do what → who of now took part as now, where it was judged by the matrix of now; of another nothing is known."""
    organisations = {f"{o.id} {o.role.value} {o.zvh}": o.id for o in node.organisations.values()}
    matrix = {line for line in authorisation_text(node.organisations).splitlines() if line.startswith("matrix/")}
    return {
        one.version: frozenset(organisations[line] for line in lines & organisations.keys())
        for one in await authorisations(node)
        if one.sound and matrix <= (lines := set(one.text.splitlines()))
    }
