"""The newest checkpoint as files beside the tiles, without a server: whoever writes at once, a reader sees a whole one, the newest."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as with_
from datetime import UTC, datetime
from pathlib import Path

import pytest

from levensloop.audit.log.checkpoints import Signed
from levensloop.audit.log.files import replace
from levensloop.audit.log.showing import TRUSTED, Showing, check_shown
from levensloop.audit.log.tree import LogBroken
from levensloop.contracts.log_names import log_name
from levensloop.verifier import checkpoint as notes
from levensloop.verifier.checkpoint import Checkpoint
from levensloop.verifier.cosignature import cosign
from levensloop.verifier.keys import Kind, SignerKey
from levensloop.verifier.policy import Group, Policy
from levensloop.verifier.tree import EMPTY_ROOT

ZVH = "zvh-haaglanden"
LOG = SignerKey(log_name(ZVH), Kind.NOTE, b"\1" * 32)
WITNESSES = [SignerKey(f"getuige-{n}", Kind.COSIGNATURE, bytes([n]) * 32) for n in (2, 3)]
POLICY = Policy(
    (LOG.verifier,), {one.name: one.verifier for one in WITNESSES}, {"g": Group(2, ("getuige-2", "getuige-3"))}, "g"
)


def signed(size: int, *witnesses: SignerKey, by: SignerKey = LOG) -> Signed:
    head = Checkpoint(by.name, size, EMPTY_ROOT)
    note = notes.sign(head, by)
    for one in witnesses:
        note = cosign(note, one, 1_800_000_000)
    return Signed(note, head, size, datetime(2026, 3, 2, tzinfo=UTC), size)


def names_in(directory: Path) -> list[str]:
    return sorted(file.name for file in directory.iterdir())


class Stream:
    """Gives a newer checkpoint each time, and gives way while it does; keeps how many asked at the same time."""

    def __init__(self) -> None:
        self.size = self.asking = self.most = 0

    async def last(self) -> Signed | None:
        self.size += 1
        found = signed(self.size, *WITNESSES)
        self.asking += 1
        self.most = max(self.most, self.asking)
        for _ in range(3):
            await asyncio.sleep(0)
        self.asking -= 1
        return found


async def test_many_who_show_at_once_leave_the_newest(tmp_path: Path) -> None:
    stream = Stream()
    showing = Showing(ZVH, tmp_path, stream.last, lambda: POLICY)
    await asyncio.gather(*(showing.show() for _ in range(20)))
    newest = signed(20, *WITNESSES).note.format()
    assert (tmp_path / "checkpoint").read_bytes() == newest
    assert (tmp_path / TRUSTED).read_bytes() == newest
    assert stream.most == 1, "each rereads in its turn: what was read before another wrote would put an older one back"
    assert names_in(tmp_path) == ["checkpoint", TRUSTED]


async def test_what_too_few_cosigned_is_shown_and_not_called_trusted(tmp_path: Path) -> None:
    async def last() -> Signed:
        return signed(5, WITNESSES[0])

    await Showing(ZVH, tmp_path, last, lambda: POLICY).show()
    assert names_in(tmp_path) == ["checkpoint"]


def test_writers_of_one_file_at_the_same_time_do_not_meet(tmp_path: Path) -> None:
    texts = [bytes([number]) * (1000 * number) for number in range(1, 9)]
    file = tmp_path / "checkpoint"
    with ThreadPoolExecutor(len(texts)) as pool:
        for _ in range(20):
            for done in [pool.submit(replace, file, text) for text in texts]:
                done.result()
                assert file.read_bytes() in texts
    assert names_in(tmp_path) == ["checkpoint"]


def test_what_cannot_be_written_leaves_what_was_there_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "checkpoint").mkdir()
    with pytest.raises(OSError, match="checkpoint"):
        replace(tmp_path / "checkpoint", b"x")
    assert names_in(tmp_path) == ["checkpoint"]


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_a_file_that_is_cut_short_is_no_broken_log_while_the_stream_has_the_checkpoint(
    tmp_path: Path, cut: int
) -> None:
    last = signed(7)
    (tmp_path / "checkpoint").write_bytes(last.note.format()[:cut])
    check_shown(ZVH, tmp_path, last, [LOG.verifier])


def test_nor_is_one_with_other_bytes_in_it(tmp_path: Path) -> None:
    last = signed(7)
    (tmp_path / "checkpoint").write_bytes(last.note.format().replace(b"\n7\n", b"\n9\n"))
    check_shown(ZVH, tmp_path, last, [LOG.verifier])


@pytest.mark.parametrize(
    ("shown", "last", "why"),
    [
        (b"", None, "beschadigd"),
        (signed(7).note.format(), None, "bewaard is dat niet"),
        (signed(7).note.format(), signed(6), "bewaard is dat niet"),
        (signed(7, by=SignerKey("iemand-anders", Kind.NOTE, b"\7" * 32)).note.format(), signed(7), "niet door dit"),
        (signed(7).note.format(), signed(7, by=SignerKey("iemand-anders", Kind.NOTE, b"\7" * 32)), "niet door dit"),
        (signed(7).note.format(), with_(signed(7), note=with_(signed(7).note, text=signed(8).note.text)), "niet door"),
    ],
)
def test_a_log_that_shows_what_it_has_not_or_by_another_is_broken(
    tmp_path: Path, shown: bytes, last: Signed | None, why: str
) -> None:
    (tmp_path / "checkpoint").write_bytes(shown)
    with pytest.raises(LogBroken, match=why):
        check_shown(ZVH, tmp_path, last, [LOG.verifier])


def test_a_log_that_shows_what_is_its_last_goes_on(tmp_path: Path) -> None:
    check_shown(ZVH, tmp_path, None, [LOG.verifier])
    check_shown(ZVH, tmp_path, signed(7), [LOG.verifier])
    (tmp_path / "checkpoint").write_bytes(signed(7).note.format())
    check_shown(ZVH, tmp_path, signed(7), [LOG.verifier])
    check_shown(ZVH, tmp_path, signed(8), [LOG.verifier])
