"""What he could do to what stands beside the log: keys, timers, dead letters, positions, checkpoints; each says where it must be found."""

from dataclasses import replace

from levensloop.contracts import subjects
from levensloop.infra.secrecy.keys import Scope, Use
from levensloop.infra.secrecy.stored_ring import parse_ring
from support.administrator_world import CHECKPOINTS, DEAD, KEYS, LOG, OUT, TIMERS, Act, World
from support.root import Held, Root
from support.samples.world import GEMEENTE


async def keys_destroyed_in_silence(root: Root, world: World) -> str:
    await root.nc.jetstream().purge_stream(KEYS, subject=subjects.key(Use.FIELDS, world.cases[0], "*"))
    return f"casus {world.cases[0]}"


async def keys_of_who_acted_destroyed_in_silence(root: Root, world: World) -> str:
    await root.nc.jetstream().purge_stream(KEYS, subject=subjects.key(Use.ACCOUNT, world.cases[0], "*"))
    return f"verantwoording, casus {world.cases[0]}"


async def one_more_key_destroyed_as_if_by_right(root: Root, world: World) -> str:
    """The ring is emptied as the services do it, of a case of which another key was rightly destroyed."""
    found = await root.nc.jetstream().get_last_msg(KEYS, subjects.key(Use.FIELDS, world.cases[0], "*"))
    assert found.subject is not None
    assert found.data is not None
    ring = parse_ring(found.data, Scope.of(found.subject))
    await root.put_in(KEYS, found.subject, ring.emptied().to_bytes())
    return f"casus {world.cases[0]}: 1 sleutel(s) ({ring.keys[0].kid}) vernietigd, zonder een regel"


async def destroyed_key_put_back(root: Root, world: World) -> str:
    """Out of a backup."""
    subject, ring = next(iter(world.rings.items()))
    await root.put_in(KEYS, subject, ring)
    return f"({parse_ring(ring, Scope.of(subject)).keys[0].kid}) aanwezig, terwijl een regel zegt dat die vernietigd is"


async def another_key_in_its_place(root: Root, world: World) -> str:
    """Under the same id, wrapped with the master key, which he has too."""
    subject, ring = next(iter(world.swapped.items()))
    await root.put_in(KEYS, subject, ring)
    return f"openen {LOG} "


async def no_ring_of_keys(root: Root, world: World) -> str:
    seq = await root.put_in(KEYS, subjects.key(Use.FIELDS, world.cases[0], "hij"), b"een sleutel")
    return f"{KEYS} {seq}: geen sleutelring"


async def timer_taken_out(root: Root, world: World) -> str:
    await root.nc.jetstream().purge_stream(TIMERS)
    return f"casus {world.cases[0]}, plan: plan loopt niet, en moet lopen"


async def timer_set_to_another_day(root: Root, world: World) -> str:
    case = world.cases[0]
    subject, target = subjects.timer_at("plan", case, "plan"), subjects.timer_due("plan", case, "plan")
    headers = {"Nats-Schedule": "@at 2199-01-01T00:00:00Z", "Nats-Schedule-Target": target}
    await root.put_in(TIMERS, subject, b"", headers)
    return f"casus {case}, plan: plan loopt tot een ander moment dan moet"


async def timer_aimed_at_nobody(root: Root, world: World) -> str:
    case = world.cases[0]
    found = await root.nc.jetstream().get_last_msg(TIMERS, subjects.timer_at("plan", case, "plan"))
    assert found.headers is not None
    aside = subjects.timer_due("plan", case, "elders")
    headers = {"Nats-Schedule": found.headers["Nats-Schedule"], "Nats-Schedule-Target": aside}
    await root.put_in(TIMERS, subjects.timer_at("plan", case, "plan"), b"", headers)
    return "plan gaat af waar niemand luistert"


async def timer_that_is_none(root: Root, world: World) -> str:
    """Of no case, and again and again."""
    subject = subjects.timer_at("plan", "geen", "plan")
    aim = {"Nats-Schedule": "@every 1h", "Nats-Schedule-Target": subjects.timer_due("plan", "geen", "plan")}
    seq = await root.put_in(TIMERS, subject, b"", aim)
    return f"{TIMERS} {seq}: geen termijn"


async def dead_letter_taken_out(root: Root, world: World) -> str:
    await root.take_out(DEAD, 1)
    return f"{DEAD} 1: weggenomen"


async def note_that_it_was_handled_taken_out(root: Root, world: World) -> str:
    """So that it waits again, and somebody handles it once more."""
    await root.take_out(DEAD, 2)
    return f"{DEAD} 2: weggenomen"


async def dead_letter_changed(root: Root, world: World) -> str:
    await root.rewrite(DEAD, lambda all_: [replace(m, data=b"{}") if m.seq == 1 else m for m in all_])
    return f"{DEAD} 1: gewijzigd"


async def position_set_ahead(root: Root, world: World) -> str:
    """So that what happens next is passed over."""
    await root.put_in(OUT, subjects.position("out", "disclosure"), b"999999")
    return "staat op 999999"


async def position_put_back(root: Root, world: World) -> str:
    """So that it is disclosed again."""
    await root.put_in(OUT, subjects.position("out", "disclosure"), b"0")
    return f"{OUT}, position.out.disclosure: ging op plaats"


async def who_might_do_what_changed(root: Root, world: World) -> str:
    def edit(messages: list[Held]) -> list[Held]:
        wider = [replace(m, data=m.data.replace(b" politie ", b" zvh ")) for m in messages]
        return [other if m.subject.startswith(_AUTHORISATION) else m for m, other in zip(messages, wider, strict=True)]

    await root.rewrite(CHECKPOINTS, edit)
    return "een andere tekst dan autorisatie"


async def who_might_do_what_taken_out(root: Root, world: World) -> str:
    found = await root.nc.jetstream().get_last_msg(CHECKPOINTS, subjects.ALL_AUTHORISATIONS)
    assert found.seq is not None
    await root.take_out(CHECKPOINTS, found.seq)
    return "de tekst staat er niet, en een regel noemt haar"


async def cosignature_of_another_history(root: Root, world: World) -> str:
    """Of a checkpoint that this log never showed."""
    found = await root.nc.jetstream().get_last_msg(CHECKPOINTS, subjects.CHECKPOINT)
    assert found.data is not None
    lines = found.data.split(b"\n")
    lines[1] = str(int(lines[1]) + 1).encode()
    await root.put_in(CHECKPOINTS, subjects.cosignature(GEMEENTE), b"\n".join(lines))
    return "medeondertekend is een controlepunt dat er niet staat"


async def checkpoint_of_other_messages(root: Root, world: World) -> str:
    """Signed with the log's own key: the right root, and other digests of what the records cover."""
    found = await root.nc.jetstream().get_last_msg(CHECKPOINTS, subjects.CHECKPOINT)
    assert found.headers is not None
    headers = {name: value for name, value in found.headers.items() if name.startswith("Levensloop")}
    await root.put_in(CHECKPOINTS, subjects.CHECKPOINT, world.forged, headers)
    return "wat de regels dekken is iets anders dan er ondertekend is"


_AUTHORISATION = subjects.authorisation("")

BESIDE_THE_LOG: tuple[Act, ...] = (
    keys_destroyed_in_silence,
    keys_of_who_acted_destroyed_in_silence,
    one_more_key_destroyed_as_if_by_right,
    destroyed_key_put_back,
    another_key_in_its_place,
    no_ring_of_keys,
    timer_taken_out,
    timer_set_to_another_day,
    timer_aimed_at_nobody,
    timer_that_is_none,
    dead_letter_taken_out,
    note_that_it_was_handled_taken_out,
    dead_letter_changed,
    position_set_ahead,
    position_put_back,
    who_might_do_what_changed,
    who_might_do_what_taken_out,
    cosignature_of_another_history,
    checkpoint_of_other_messages,
)
