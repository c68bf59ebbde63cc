"""WGS-1.8-4: a bundle has a checkpoint of every day, so that what was put in afterwards with a date of before is found out."""

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import pytest_asyncio

from levensloop.audit.giving import shown
from levensloop.audit.giving.bundle import Wanted, write_bundle
from levensloop.audit.giving.shown import Shown
from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.grower import Grower
from levensloop.audit.log.reading import LogReader
from levensloop.audit.log.signing import policy_of, witness_signer
from levensloop.contracts.accountability import Capacity, LogPurpose, Operation
from levensloop.contracts.log_names import log_name
from levensloop.infra.messaging.clock import VirtualClock
from levensloop.infra.messaging.node import Node
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Failed
from levensloop.verifier.trust import Believed
from levensloop.verifier.verify_bundle import Asked, verify
from support.log_at_work import checkpoints, directory_of, growing
from support.samples.world import GEMEENTE, HAAGLANDEN, POLITIE

DAY = timedelta(days=1)
BEFORE = timedelta(hours=30)


@pytest_asyncio.fixture
async def grower(node: Node) -> AsyncIterator[Grower]:
    found = Grower(node, directory_of(node))
    async with growing(found):
        yield found


async def looked(node: Node, ago: timedelta = timedelta()) -> None:
    """Somebody of the police looked; the record says that it was so long ago."""
    who = (POLITIE, "wijkagent", Capacity.EXECUTING)
    record = node.accountant.record(Operation.CONSULT, "inclusion.case", *who, case=uuid4())
    await node.accountant.keep(record.model_copy(update={"at": record.at - ago}))


async def signed(node: Node, clock: VirtualClock, grower: Grower, by: tuple[str, ...] = (POLITIE, GEMEENTE)) -> Signed:
    """A checkpoint of all that there is, cosigned a minute later."""
    last = await grower.caught_up()
    assert last is not None
    clock.advance(clock.now() + timedelta(minutes=1))
    for witness in by:
        signer = witness_signer(node.told.topology, witness, node.keys)
        await checkpoints(node).cosign(witness, cosign(last.note, signer, int(clock.now().timestamp())))
    return last


async def days(node: Node, clock: VirtualClock, grower: Grower, number: int, each: int = 1) -> None:
    """Some days on which somebody looked, and so many checkpoints were signed."""
    for _ in range(number):
        for _ in range(each):
            await looked(node)
            await signed(node, clock, grower)
        clock.advance(clock.now() + DAY)


async def bundle(node: Node) -> bytes:
    file = io.BytesIO()
    await write_bundle(node, LogReader(node), Wanted(), LogPurpose.LAWFULNESS, file)
    return file.getvalue()


def findings(node: Node, clock: VirtualClock, data: bytes) -> list[str]:
    believed = Believed(policy_of(node.told.topology, HAAGLANDEN), log_name(HAAGLANDEN))
    steps = list(verify(io.BytesIO(data), Asked(believed, int(clock.now().timestamp()))))
    assert not isinstance(steps[-1], Failed), steps[-1]
    return [step.name for step in steps if isinstance(step, Finding) and step.name != "OwnReadingMissing"]


async def test_wgs_1_8_4_a_record_with_a_date_of_before_is_found_out(
    node: Node, clock: VirtualClock, grower: Grower
) -> None:
    await days(node, clock, grower, 3, each=2)
    await looked(node)
    await signed(node, clock, grower)
    right = await bundle(node)
    assert right.count(b'"earlier":') == 3
    assert findings(node, clock, right) == []
    await looked(node, ago=BEFORE)
    await signed(node, clock, grower)
    assert findings(node, clock, await bundle(node)) == ["RecordLate"]


async def test_what_too_few_saw_is_not_among_them(node: Node, clock: VirtualClock, grower: Grower) -> None:
    """Nor does it take the place of one of the same day that enough saw."""
    await looked(node)
    await signed(node, clock, grower, by=(POLITIE,))
    clock.advance(clock.now() + DAY)
    await looked(node)
    seen = await signed(node, clock, grower)
    await looked(node)
    await signed(node, clock, grower, by=(POLITIE,))
    clock.advance(clock.now() + DAY)
    await looked(node)
    await signed(node, clock, grower)
    made = await bundle(node)
    assert made.count(b'"earlier":') == 1
    assert json.dumps(seen.note.text)[1:-1].encode() in made


async def test_they_are_read_one_by_one_and_are_the_same(node: Node, clock: VirtualClock, grower: Grower) -> None:
    await days(node, clock, grower, 4)
    assert [one async for one in checkpoints(node).oldest_first()] == await checkpoints(node).all()


async def test_there_are_never_more_than_so_many(
    node: Node, clock: VirtualClock, grower: Grower, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest and the oldest stay; what lies between gets thinner."""
    monkeypatch.setattr(shown, "DAYS", 4)
    one = await signed_once(node, clock, grower)
    found = Shown(policy_of(node.told.topology, HAAGLANDEN), 1000)
    for day in range(12):
        size = replace(one.checkpoint, size=day + 1)
        found.over(replace(one, checkpoint=size, at=one.at + day * DAY))
        sizes = [signed.checkpoint.size for signed in found.daily]
        assert len(sizes) <= 4
        assert sizes[0] == 1
        assert sizes[-1] >= day


async def signed_once(node: Node, clock: VirtualClock, grower: Grower) -> Signed:
    """A checkpoint with its cosignatures, as it stands."""
    await looked(node)
    await signed(node, clock, grower)
    (one,) = await checkpoints(node).all()
    return one
