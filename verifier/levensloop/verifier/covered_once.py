"""Whether no message of a stream is covered twice: eight bytes a position, in pages, so that gaps take no memory."""

from array import array
from collections.abc import Iterator

from levensloop.contracts.accountability import Account
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

    def over(self, index: int, account: Account) -> Iterator[Finding]:
        """The next record. Raises CoverageRefused where another digest was told of this position before."""
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
