"""Who saw what: what was shown, what was given, and of each letter whether it was read (WGS 1.8(2)(4)). Pure.

A letter that stands ready was seen by nobody: it is read when its key is given, which is a record of its own, and taken back it was not.
The key of a letter comes with the number of that letter; in records of before, with the event and the recipient alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from levensloop.audit.asking.results import OUTSIDE
from levensloop.audit.asking.rows import Indexed, Row, case_of, is_event, moment, of_log, when, who
from levensloop.audit.records.out_records import READ
from levensloop.audit.refusals import why_with_rule
from levensloop.audit.words import categories_in_dutch, grounds_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Account, Operation, Outcome
from levensloop.contracts.events.third_parties import ResultGiven

KEYS = "disclosure.keys"
"""What a person of the recipient asked, when the keys to letters were given: that record says in which function."""
_LATELY = 500
"""Rows of a key that was given that wait for the record of who asked for it."""

Pair = tuple[object, str]
"""An event, and to whom it went."""


@dataclass(slots=True)
class _Letter:
    """One that stands ready. `refused`: the key to it was asked for and not given, last by this record."""

    record: Indexed
    refused: Indexed | None = None


@dataclass(slots=True)
class Seen:
    """A row for each thing that was shown, given, or made ready. What it remembers are the letters that nobody read yet."""

    _letters: dict[Pair, list[_Letter]] = field(default_factory=dict)
    _read: list[tuple[Row, Account]] = field(default_factory=list)
    _asked: dict[tuple[object, str], Account] = field(default_factory=dict)

    def over(self, record: Indexed) -> Iterator[Row]:
        a = record.account
        if a.operation is Operation.CONSULT and a.outcome is Outcome.DONE:
            yield _row(a, who(a), "ingezien", record)
            if a.what == KEYS:
                yield from self._named(a)
        elif a.operation is Operation.DISCLOSE and a.outcome is Outcome.DONE:
            yield from self._disclosed(record)
        elif a.outcome is Outcome.WITHDRAWN:
            for letter in self._letters.pop(_pair(a), ()):
                yield _of(letter, f"teruggenomen op {moment(a.at)}, niet gelezen", record)
        elif a.what == READ and a.outcome is Outcome.REFUSED and (asked_for := self._of(a)) is not None:
            asked_for.refused = record

    def close(self) -> Iterator[Row]:
        yield from (row for row, _ in self._read)
        for letter in (letter for letters in self._letters.values() for letter in letters):
            rule = letter.refused.account.rule if letter.refused else None
            yield _of(
                letter, f"klaargezet, niet gelezen: sleutel geweigerd, {why_with_rule(rule)}" if rule else "klaargezet"
            )

    def _disclosed(self, record: Indexed) -> Iterator[Row]:
        a = record.account
        if of_log(record) and not is_event(record, ResultGiven):
            return  # what went to another ZVH has its own record, of the message that took it there
        if a.what == READ:
            yield from self._opened(record)
        elif _is_letter(a):
            self._letters.setdefault(_pair(a), []).append(_Letter(record))
        elif is_event(record, ResultGiven):
            yield _row(a, (a.to or OUTSIDE, "", "ontvanger"), "gegeven", record)
        else:
            yield _row(a, (a.to, "", "ontvanger") if a.to else who(a), "gegeven", record)

    def _opened(self, record: Indexed) -> Iterator[Row]:
        """The key was given: from then on it could be read. Who asked for it may be told before or after."""
        a, found = record.account, self._of(record.account)
        letter = _Letter(record) if found is None else found
        if found is not None:
            self._letters[_pair(a)].remove(found)
        row = _of(letter, f"gelezen op {moment(a.at)}", *(() if letter.record is record else (record,)))
        asked = self._asked.get((a.case, a.to or ""))
        if asked is not None and _together(asked, a):
            yield _by(row, asked)
            return
        self._read.append((row, a))
        if len(self._read) > _LATELY:
            yield self._read.pop(0)[0]

    def _named(self, asked: Account) -> Iterator[Row]:
        """Which person or function it was that got these keys."""
        self._asked[asked.case, asked.organisation] = asked
        mine = [one for one in self._read if _together(asked, one[1])]
        self._read = [one for one in self._read if one not in mine]
        yield from (_by(row, asked) for row, _ in mine)

    def _of(self, a: Account) -> _Letter | None:
        """The letter that this is about; of a record that does not name it, the last of that event to that organisation."""
        mine = self._letters.get(_pair(a), [])
        named = [one for one in mine if a.letter is not None and one.record.account.letter == a.letter]
        return next(iter((*named, *reversed(mine))), None)


def _pair(a: Account) -> Pair:
    return a.event, a.to or ""


def _is_letter(a: Account) -> bool:
    """Whether it waits to be read: a letter stands with its record. What was pulled, or a document, was given there and then."""
    out = [covered for covered in a.covers if covered.stream.startswith("OUT_")]
    return a.letter is not None or len(out) > 1


def _together(asked: Account, given: Account) -> bool:
    """Whether this key was given in answer to that question: of one case, to one organisation, in one trace."""
    same = (asked.case, asked.organisation) == (given.case, given.to)
    return same and given.traceparent is not None and _trace(asked) == _trace(given)


def _trace(a: Account) -> str:
    return (a.traceparent or "").rpartition("-")[0].rpartition("-")[0]


def _by(row: Row, asked: Account) -> Row:
    """The row, with in which function it was read."""
    _, functionary, _ = who(asked)
    return replace(row, cells=(*row.cells[:2], functionary, *row.cells[3:]))


def _of(letter: _Letter, became: str, *also: Indexed) -> Row:
    a = letter.record.account
    refused = () if letter.refused is None or also else (letter.refused,)
    return _row(a, (a.to or "", "", "ontvanger"), became, letter.record, *refused, *also)


def _row(a: Account, seer: tuple[str, str, str], became: str, *of: Indexed) -> Row:
    about = (what_in_dutch(a.what), categories_in_dutch(a.categories), grounds_in_dutch(a.ground, a.held))
    cells = (moment(when(a)), *seer, case_of(a), *about, a.article or "", became, a.authorisation)
    ordered = sorted(of, key=lambda record: record.index)
    return Row(cells, tuple(r.index for r in ordered), tuple(r.account.at for r in ordered))
