"""What he could write, or leave, so that what he took out seems to be gone by right; each says where it must be found."""

import json
from dataclasses import replace
from uuid import UUID

from levensloop.audit.checking.streams import UNFOUNDED
from levensloop.contracts import subjects
from levensloop.contracts.accountability import TAKEN_OUT, Capacity, Covered, Operation, Outcome
from levensloop.contracts.event import SYSTEM
from levensloop.contracts.events.retention import CaseDestroyed
from levensloop.infra.eventstore.messages import NewMessage, StoredMessage
from levensloop.infra.messaging.erasures import place_of
from levensloop.infra.messaging.node import Node
from levensloop.verifier.coverage import Kind, covered, digest_of
from support.administrator_world import AUDIT, CHECKPOINTS, DEAD, LOG, OUT, TIMERS, Act, World
from support.root import Held, Root


async def whole_case_taken_out_with_a_line_that_it_is_destroyed(root: Root, world: World) -> str:
    """Its events, its letters and its timers; and a line that needs no key."""
    case = str(world.cases[1])
    for stream, messages in ((LOG, world.log), (OUT, world.out)):
        for message in messages:
            if case in message.subject and not message.subject.startswith("account."):
                await root.take_out(stream, message.seq)
    js = root.nc.jetstream()
    await js.purge_stream(TIMERS, subject=subjects.timer_at("*", case, "*"))
    first = next(message for message in world.log if case in message.subject)
    body = {"what": CaseDestroyed.wire_name(), "case": case}
    await root.put_in(AUDIT, subjects.audit(Operation.ERASE, world.cases[1]), json.dumps(body).encode())
    return f"{LOG} {first.seq}: weggenomen"


async def letter_taken_out_with_a_line_that_it_was_taken_back(root: Root, world: World) -> str:
    letter = next(message for message in world.out if message.subject.startswith("out."))
    body = json.loads(await _record_of(root, letter.seq))
    await root.take_out(OUT, letter.seq)
    forged = {"operation": "erase", "outcome": "withdrawn"} | {name: body[name] for name in ("case", "to", "event")}
    await root.put_in(AUDIT, f"audit.erase.{body['case']}", json.dumps(forged).encode())
    return f"{OUT} {letter.seq}: weggenomen"


async def letter_taken_out_with_a_record_that_was_made_over(root: Root, world: World) -> str:
    """What is sealed in it stays as it was."""
    letter = next(message for message in world.out if message.subject.startswith("out."))
    body = json.loads(await _record_of(root, letter.seq))
    await root.take_out(OUT, letter.seq)
    forged = {**body, "operation": "erase", "what": TAKEN_OUT, "codes": [place_of(OUT, letter.seq)], "covers": []}
    await root.put_in(AUDIT, f"audit.erase.{body['case']}", json.dumps(forged).encode())
    return f"{OUT} {letter.seq}: weggenomen"


async def letter_taken_out_with_a_record_that_opens(root: Root, world: World) -> str:
    """Made with the node's own keys, as the services do it; and no right ended, and no quarter expired."""
    letter = letter_of(world.out)
    await root.take_out(OUT, letter.seq)
    await root.put_in(AUDIT, world.excuses[OUT].subject, world.excuses[OUT].data)
    return f"{OUT} {letter.seq}: {Kind.REMOVED.value}{UNFOUNDED}"


async def letter_taken_back_with_records_that_open(root: Root, world: World) -> str:
    """In the outbox too, where it says which letter it is of."""
    letter = letter_of(world.out)
    await root.take_out(OUT, letter.seq)
    seq = await root.put_in(OUT, subjects.account(subjects.case_of(letter.subject)), withdrawn(world.out))
    assert seq == world.out_ends + 1
    await root.put_in(AUDIT, world.excuses[WITHDRAWN].subject, world.excuses[WITHDRAWN].data)
    return f"{OUT} {letter.seq}: {Kind.REMOVED.value}{UNFOUNDED}"


async def dead_letter_taken_out_with_a_record_that_opens(root: Root, world: World) -> str:
    await root.take_out(DEAD, 1)
    await root.put_in(AUDIT, world.excuses[DEAD].subject, world.excuses[DEAD].data)
    return f"{DEAD} 1: {Kind.REMOVED.value}{UNFOUNDED}"


async def line_that_is_no_record(root: Root, world: World) -> str:
    seq = await root.put_in(AUDIT, subjects.audit(Operation.CONSULT, world.cases[0]), b'{"hallo":1}')
    return f"{AUDIT} {seq}: geen regel van dit knooppunt"


async def record_under_another_subject(root: Root, world: World) -> str:
    """It opens, and tells of something else than it stands under."""
    first = await root.nc.jetstream().get_msg(AUDIT, subject="audit.collect.*", seq=1, next=True)
    assert first.subject is not None
    assert first.data is not None
    seq = await root.put_in(AUDIT, first.subject.replace("collect", "erase"), first.data)
    return f"{AUDIT} {seq}: geen regel van dit knooppunt"


async def position_of_the_accountability_service_put_back(root: Root, world: World) -> str:
    await root.put_in(AUDIT, subjects.position("audit", "log"), b"0")
    return f"{AUDIT}, {subjects.position('audit', 'log')}: ging op plaats"


async def moment_of_a_checkpoint_changed(root: Root, world: World) -> str:
    """So that it seems to have been there long before what it covers."""

    def edit(messages: list[Held]) -> list[Held]:
        older = {"Levensloop-At": "2020-01-01T00:00:00+00:00"}
        return [replace(m, headers={**m.headers, **older}) if m.subject == subjects.CHECKPOINT else m for m in messages]

    await root.rewrite(CHECKPOINTS, edit)
    return "het moment dat ernaast staat"


async def place_of_a_checkpoint_changed(root: Root, world: World) -> str:
    """So that the service goes on past records that it never signed."""

    def edit(messages: list[Held]) -> list[Held]:
        last = next(m for m in reversed(messages) if m.subject == subjects.CHECKPOINT)
        further = {"Levensloop-Position": str(int(last.headers["Levensloop-Position"]) + 3)}
        return [replace(m, headers={**m.headers, **further}) if m is last else m for m in messages]

    await root.rewrite(CHECKPOINTS, edit)
    return "de plaats die ernaast staat"


async def _record_of(root: Root, place: int) -> bytes:
    """The record that covers this place of OUT."""
    js = root.nc.jetstream()
    for seq in range(1, (await js.stream_info(AUDIT)).state.last_seq + 1):
        message = await js.get_msg(AUDIT, seq)
        if any((one.stream, one.position) == (OUT, place) for one in covered(message.data or b"")):
            return message.data or b""
    raise LookupError(place)


WITHDRAWN = "withdrawn"


async def excuses(node: Node, out: list[StoredMessage], out_ends: int) -> dict[str, NewMessage]:
    """What he can write who has all keys: that a letter and a dead letter were taken out, and that a letter was taken back."""
    letter, body = letter_of(out), json.loads(withdrawn(out))
    case = UUID(subjects.case_of(letter.subject))
    who = (node.me, SYSTEM, Capacity.MAINTAINING)
    accounts = {
        stream: node.accountant.record(Operation.ERASE, TAKEN_OUT, *who, case=case, codes=(place_of(stream, place),))
        for stream, place in ((OUT, letter.seq), (DEAD, 1))
    }
    covers = Covered(
        stream=OUT,
        position=out_ends + 1,
        subject=subjects.account(case),
        digest=digest_of(subjects.account(case), withdrawn(out)),
    )
    told = {"to": body["to"], "event": UUID(body["event"]), "outcome": Outcome.WITHDRAWN, "covers": (covers,)}
    accounts[WITHDRAWN] = node.accountant.record(Operation.ERASE, body["event_type"], *who, case=case, **told)
    return {about: (await node.accounts.messages([account]))[0] for about, account in accounts.items()}


def letter_of(out: list[StoredMessage]) -> StoredMessage:
    return next(message for message in out if message.subject.startswith("out."))


def withdrawn(out: list[StoredMessage]) -> bytes:
    """A record in the outbox that the first letter was taken back."""
    letter = letter_of(out)
    body = json.loads(next(message for message in out if message.seq == letter.seq + 1).data)
    return json.dumps({**body, "outcome": WITHDRAWN, "because": body["event"]}).encode()


EXCUSES: tuple[Act, ...] = (
    letter_taken_out_with_a_record_that_opens,
    letter_taken_back_with_records_that_open,
    dead_letter_taken_out_with_a_record_that_opens,
    whole_case_taken_out_with_a_line_that_it_is_destroyed,
    letter_taken_out_with_a_line_that_it_was_taken_back,
    letter_taken_out_with_a_record_that_was_made_over,
    line_that_is_no_record,
    record_under_another_subject,
    position_of_the_accountability_service_put_back,
    moment_of_a_checkpoint_changed,
    place_of_a_checkpoint_changed,
)
