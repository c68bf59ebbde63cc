"""Sending the entries of the Logboek Dataverwerkingen to a collector: each confirmed, none left out, none sampled."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExportResult
from opentelemetry.trace import SpanContext, SpanKind, Status, StatusCode, TraceFlags

from levensloop.audit.giving.logboek import Entry, Subjects, entry_of
from levensloop.audit.log.reading import LogReader
from levensloop.contracts import subjects as names
from levensloop.infra.eventstore.messages import Guard, NewMessage
from levensloop.infra.messaging.accounts import NO_CASE
from levensloop.infra.messaging.node import Node
from levensloop.infra.secrecy.keys import Use

POSITION = names.position("audit", "logboek")
"""How far the export came: the place in the accountability log of the last record that a collector confirmed."""

AT_ONCE = 500
"""Entries in one request. Default."""


Doubted = dict[int, tuple[str, ...]]
"""The place in the log of a record → what of it no collector takes, and went without (`Entry.doubts`)."""


class NotConfirmed(Exception):
    """The collector did not confirm what it was sent. Nothing is lost: the next time begins there again."""

    def __init__(self, url: str, sent: int) -> None:
        super().__init__(
            f"De verzamelaar op {url} bevestigde de logregels niet; {sent} zijn er wel aangekomen. Er is niets verloren: de volgende keer "
            "gaat het vanaf daar verder."
        )


async def subjects_of(node: Node) -> Subjects:
    """How this ZVH names the persons concerned: with a key of its own. Raises `EventStoreError`, `MasterKeyProblem`."""
    key = (await node.vault.keys.to_encrypt(NO_CASE, Use.ACCOUNT, [node.me])).current(node.me)
    assert key is not None  # it was made if it was lacking
    return Subjects(key, node.me)


async def all_entries(
    node: Node, reader: LogReader, register: str, doubted: Doubted | None = None
) -> AsyncGenerator[tuple[int, Entry | None], None]:
    """The place in the log of each record, and its entry where it concerns a person, in the order of the log; `doubted` is filled.

    Raises `EventStoreError`, `Tampered`, `KeyLost`, `MasterKeyProblem`.
    """
    who = await subjects_of(node)
    async with aclosing(reader.records()) as records:
        async for record in records:
            place, entry = record.entry.message.seq, entry_of(record.account, register, who)
            if entry is not None and entry.doubts and doubted is not None:
                doubted[place] = entry.doubts
            yield place, entry


async def export(node: Node, reader: LogReader, register: str, url: str, doubted: Doubted | None = None) -> int:
    """Send what a collector has not confirmed yet to `url` (OTLP over HTTP, `…/v1/traces`); how many that were. `doubted` is filled.

    Raises `NotConfirmed`, `Conflict` where two exports run at once, `EventStoreError`. An entry that was sent and not confirmed
    comes again, with the same ids.
    """
    last = await node.accounts.store.last(POSITION)
    sending = _Sending(node, url, int(last.data) if last else 0, Guard(POSITION, last.seq if last else 0))
    begun = sending.position
    async with aclosing(all_entries(node, reader, register, doubted)) as found:
        async for seq, entry in found:
            if seq > begun:
                await sending.add(seq, entry)
    await sending.flush()
    return sending.sent


class _Sending:
    """What waits to be sent, and how far all before it is confirmed."""

    def __init__(self, node: Node, url: str, position: int, guard: Guard) -> None:
        self.position, self.sent = position, 0
        self._node, self._url, self._guard, self._kept = node, url, guard, position
        self._exporter = OTLPSpanExporter(endpoint=url)
        self._resource = Resource.create({"service.name": "levensloop", "service.instance.id": node.me})
        self._waiting: list[Entry] = []

    async def add(self, position: int, entry: Entry | None) -> None:
        self.position = position
        if entry is not None:
            self._waiting.append(entry)
        if len(self._waiting) >= AT_ONCE:
            await self.flush()

    async def flush(self) -> None:
        """Send what waits, and keep the position once that is confirmed."""
        if self.position == self._kept:
            return
        spans = [span_of(entry, self._resource) for entry in self._waiting]
        if spans and await asyncio.to_thread(self._exporter.export, spans) is not SpanExportResult.SUCCESS:
            raise NotConfirmed(self._url, self.sent)
        position = NewMessage(POSITION, str(self.position).encode(), {}, self._guard)
        appended = await self._node.accounts.store.append([position])
        self._guard, self._kept = Guard(POSITION, appended.last), self.position
        self.sent, self._waiting = self.sent + len(spans), []


def span_of(entry: Entry, resource: Resource) -> ReadableSpan:
    """As a collector takes it."""

    def context(span: str) -> SpanContext:
        return SpanContext(int(entry.trace_id, 16), int(span, 16), is_remote=False, trace_flags=TraceFlags(1))

    nanoseconds = [int(moment.timestamp() * 1_000_000) * 1_000 for moment in (entry.start_time, entry.end_time)]
    return ReadableSpan(
        entry.name,
        context=context(entry.span_id),
        parent=context(entry.parent_span_id) if entry.parent_span_id else None,
        resource=resource,
        attributes=dict(entry.attributes),
        kind=SpanKind.INTERNAL,
        status=Status(StatusCode.OK),
        start_time=nanoseconds[0],
        end_time=nanoseconds[1],
    )
