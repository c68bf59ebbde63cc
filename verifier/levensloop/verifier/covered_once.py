"""Whether no message of a stream is covered twice, and which places nothing covers: eight bytes a position, in pages."""

from array import array
from collections.abc import Iterator

from levensloop.contracts.accountability import Account
from levensloop.verifier.coverage import is_position
from levensloop.verifier.errors import CoverageRefused
from levensloop.verifier.findings import Finding

_PAGE = 64
"""Positions."""
_NAMED = 16
"""Hexadecimal digits of a digest that are remembered."""


class CoveredOnce:
    """One pass over the records of a bundle."""

    def __init__(self) -> None:
        self._pages: dict[tuple[str, int], array[int]] = {}
        self._whole: dict[str, int] = {}

    def over(self, index: int, account: Account, ranged: bool = True) -> Iterator[Finding]:
        """The next record; `ranged`: one of those of which the bundle has all. Raises CoverageRefused where another digest was told of this
        position before."""
        for message in account.covers:
            number, place = divmod(message.position, _PAGE)
            page = self._pages.setdefault((message.stream, number), array("Q", bytes(8 * _PAGE)))
            told = int(message.digest[:_NAMED], 16) or 1  # 0: nothing yet
            if page[place] not in (0, told):
                raise CoverageRefused(message.stream, index, message.position)
            if page[place]:
                text = f"{message.stream} {message.position} was al door een eerdere regel gedekt"
                yield Finding("CoveredTwice", index, text)
            page[place] = told
            if ranged and is_position(message.subject):
                self._whole.setdefault(message.stream, message.position)

    def lacking(self) -> Iterator[Finding]:
        """After the last record: places that nothing covers, one finding for those side by side. Only behind the first place of a service
        that is covered: in a log of before those were, a gap proves nothing."""
        for stream, first in sorted(self._whole.items()):
            before = first
            for position in self._covered(stream):
                if position > before + 1:
                    yield _gone(stream, before + 1, position - 1)
                before = max(before, position)

    def before(self, stream: str) -> int:
        """From which place on everything must be covered; 0 where that cannot be told."""
        return self._whole.get(stream, 0)

    def _covered(self, stream: str) -> Iterator[int]:
        for number in sorted(number for name, number in self._pages if name == stream):
            page = self._pages[stream, number]
            yield from (number * _PAGE + place for place in range(_PAGE) if page[place])


def _gone(stream: str, first: int, last: int) -> Finding:
    where = f"{stream} {first}" if first == last else f"{stream} {first} tot en met {last}"
    said = "is door geen regel gedekt: wat daar stond ging weg voordat het verantwoord was"
    return Finding("PlaceUncovered", None, f"{where} {said}")
