"""What an administrator with root could do to the stores of a ZVH's node behind its back; each says where it must be found."""

import json
import shutil
from dataclasses import replace

from levensloop.contracts import subjects
from levensloop.contracts.accountability import Operation
from levensloop.verifier.coverage import covered
from support.administrator_beside import BESIDE_THE_LOG
from support.administrator_excuses import EXCUSES
from support.administrator_world import AUDIT, CHECKPOINTS, LOG, OUT, World
from support.root import Held, Root


async def event_taken_out(root: Root, world: World) -> str:
    await root.take_out(LOG, world.log[1].seq)
    return f"{LOG} {world.log[1].seq}: weggenomen"


async def last_event_taken_out(root: Root, world: World) -> str:
    await root.take_out(LOG, world.log[-1].seq)
    return f"{LOG} {world.log[-1].seq}: weggenomen"


async def event_changed(root: Root, world: World) -> str:
    seq = world.log[1].seq
    await root.rewrite(LOG, lambda all_: [replace(m, data=m.data + b" ") if m.seq == seq else m for m in all_])
    return f"{LOG} {seq}: gewijzigd"


async def events_changed_places(root: Root, world: World) -> str:
    """Of two cases, so that the subjects are others too."""
    one, other = world.log[0].seq, world.log[2].seq

    def edit(messages: list[Held]) -> list[Held]:
        by = {m.seq: m for m in messages}
        swapped = {one: replace(by[other], seq=one), other: replace(by[one], seq=other)}
        return [swapped.get(m.seq, m) for m in messages]

    await root.rewrite(LOG, edit)
    return f"{LOG} {one}: verplaatst"


async def event_put_in_and_passed_over(root: Root, world: World) -> str:
    """An event of before under a new place, and the accountability service told that it has had it."""
    seq = await root.put_in(LOG, world.log[0].subject, world.log[0].data)
    await root.put_in(AUDIT, subjects.position("audit", "log"), str(seq).encode())
    return f"{LOG} {seq}: tussengevoegd"


async def event_of_no_case_put_in(root: Root, world: World) -> str:
    """Under a number that is none, so that who looks stumbles over it."""
    seq = await root.put_in(LOG, "es.inclusion.case.geen", b"{}")
    await root.put_in(AUDIT, subjects.position("audit", "log"), str(seq).encode())
    return f"{LOG} {seq}: tussengevoegd"


async def letter_sent_without_a_record(root: Root, world: World) -> str:
    letter = next(m for m in world.out if m.subject.startswith("out."))
    seq = await root.put_in(OUT, subjects.out("politie-haaglanden", world.cases[0]), letter.data)
    await root.put_in(AUDIT, subjects.position("audit", "out"), str(seq).encode())
    return f"{OUT} {seq}: tussengevoegd"


async def record_of_a_disclosure_taken_out(root: Root, world: World) -> str:
    record = next(m for m in world.out if m.subject.startswith("account."))
    await root.take_out(OUT, record.seq)
    return f"{OUT} {record.seq}: weggenomen"


async def letter_taken_out(root: Root, world: World) -> str:
    letter = next(m for m in world.out if m.subject.startswith("out."))
    await root.take_out(OUT, letter.seq)
    return f"{OUT} {letter.seq}: weggenomen"


async def account_taken_out(root: Root, world: World) -> str:
    first = await root.nc.jetstream().get_msg(AUDIT, subject="audit.collect.*", seq=1, next=True)
    assert first.seq is not None
    await root.take_out(AUDIT, first.seq)
    return "de regels"


async def account_changed(root: Root, world: World) -> str:
    def edit(messages: list[Held]) -> list[Held]:
        first = next(m for m in messages if m.subject.startswith("audit."))
        return [replace(m, data=m.data.replace(b'"outcome"', b'"Outcome"')) if m is first else m for m in messages]

    await root.rewrite(AUDIT, edit)
    return "regel 0"


async def account_changed_and_the_files_thrown_away(root: Root, world: World) -> str:
    """Without the hash of each nobody can say which one."""
    await account_changed(root, world)
    shutil.rmtree(world.files / "tile")
    return "de regels geven een andere wortel dan er ondertekend is"


async def account_put_in_again(root: Root, world: World) -> str:
    """A record of before once more, as the service would write it."""
    first = await root.nc.jetstream().get_msg(AUDIT, subject="audit.collect.*", seq=1, next=True)
    assert first.subject is not None
    assert first.data is not None
    await root.put_in(AUDIT, first.subject, first.data)
    (message,) = covered(first.data)
    return f"{LOG} {message.position}: twee keer verantwoord"


async def file_of_the_log_changed(root: Root, world: World) -> str:
    tile = next(path for path in sorted(world.files.rglob("*")) if "tile/0" in path.as_posix() and path.is_file())
    *rest, last = tile.read_bytes()
    tile.write_bytes(bytes([*rest, last ^ 1]))
    return "bestanden"


async def checkpoint_changed(root: Root, world: World) -> str:
    def edit(messages: list[Held]) -> list[Held]:
        last = next(m for m in reversed(messages) if m.subject == subjects.CHECKPOINT)
        lines = last.data.split(b"\n")
        lines[1] = str(int(lines[1]) - 1).encode()
        return [replace(m, data=b"\n".join(lines)) if m is last else m for m in messages]

    await root.rewrite(CHECKPOINTS, edit)
    return "de ondertekening klopt niet"


async def record_that_is_none_put_in(root: Root, world: World) -> str:
    """With half a character and codes that are none, so that who looks stumbles over it."""
    subject = subjects.audit(Operation.ERASE, world.cases[0])
    covers = {"stream": LOG, "position": 999, "subject": "es.\ud800", "digest": "0" * 64}
    body = {"operation": "erase", "what": "taken-out", "codes": 5, "covers": [covers], "authorisation": "2-\udfff"}
    await root.put_in(AUDIT, subject, json.dumps(body).encode())
    return f"{LOG} 999: weggenomen"


async def last_checkpoint_taken_out(root: Root, world: World) -> str:
    last = await root.nc.jetstream().get_last_msg(CHECKPOINTS, subjects.CHECKPOINT)
    assert last.seq is not None
    await root.take_out(CHECKPOINTS, last.seq)
    return f"{CHECKPOINTS} {last.seq}: weggenomen"


async def unsigned_account_taken_out(root: Root, world: World) -> str:
    """The very last record, which no checkpoint covers yet."""
    last = await root.nc.jetstream().get_last_msg(AUDIT, "audit.*.*")
    assert last.seq is not None
    await root.take_out(AUDIT, last.seq)
    return f"{AUDIT} {last.seq}: weggenomen"


async def bytes_on_disk_overwritten(root: Root, world: World) -> str:
    """In the block itself: the server finds the checksum wrong when it starts, and drops what stands there."""
    for block in sorted(root.files.rglob(f"streams/{LOG}/msgs/*.blk")):
        data = block.read_bytes()
        at = data.find(world.log[1].data)
        if at >= 0:
            block.write_bytes(data[:at] + bytes(len(world.log[1].data)) + data[at + len(world.log[1].data) :])
            for index in block.parent.glob("index.db"):
                index.unlink()
    return LOG


EVERY_WAY = (
    event_taken_out,
    last_event_taken_out,
    event_changed,
    events_changed_places,
    event_put_in_and_passed_over,
    event_of_no_case_put_in,
    letter_sent_without_a_record,
    record_of_a_disclosure_taken_out,
    letter_taken_out,
    account_taken_out,
    account_changed,
    account_changed_and_the_files_thrown_away,
    account_put_in_again,
    file_of_the_log_changed,
    checkpoint_changed,
    record_that_is_none_put_in,
    last_checkpoint_taken_out,
    unsigned_account_taken_out,
    *BESIDE_THE_LOG,
    *EXCUSES,
)
