"""Which entries a bundle must hold by its own scope, and which of them it may open. Said in Dutch: what that proves, and what it cannot."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from levensloop.contracts.accountability import Account
from levensloop.verifier.believing import Head
from levensloop.verifier.bundle_errors import OutOfScope, PeriodUnproven, RecordMissing
from levensloop.verifier.bundle_lines import State
from levensloop.verifier.bundle_scope import OneCase, Period, Scope
from levensloop.verifier.erasures import tells_destruction
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Said


class Extent:
    """One pass over the records of a bundle. `heads`: the checkpoints that are believed, the newest last."""

    def __init__(self, scope: Scope, heads: Sequence[Head]) -> None:
        self.scope, self._heads, self._size = scope, heads, heads[-1].size
        self.consecutive = not isinstance(scope, OneCase) or scope.complete
        """Whether every entry of a range must be there."""
        self.first = scope.first if isinstance(scope, Period) else 0
        self.end = scope.end if isinstance(scope, Period) else self._size
        self.next = self.first
        """The entry that must come, if `consecutive`."""
        self._given = 0

    def place(self, index: int) -> bool:
        """A record comes; whether it is one of the range. Raises RecordMissing, OutOfScope."""
        self._given += 1
        if not self.consecutive:
            return True
        if index < self.first:
            raise OutOfScope(index, f"die begint bij regel {self.first}")
        if index > self.next and self.next < self.end:
            raise RecordMissing(self.next)
        if index == self.next and index < self.end:
            self.next += 1
            return True
        return index < self.next

    def allows(self, index: int, account: Account, state: State, ranged: bool) -> None:
        """Raises OutOfScope."""
        if not ranged and not tells_destruction(account):
            raise OutOfScope(
                index, f"die eindigt voor regel {self.end}, en daarna hoort alleen wat een vernietiging bewijst"
            )
        about = not isinstance(self.scope, OneCase) or account.case == self.scope.case
        if not about and self.consecutive and state is State.WITHHELD:
            return
        if not about:
            raise OutOfScope(
                index, "hij gaat over iets anders dan deze casus" + (" en is te openen" if self.consecutive else "")
            )
        if state is State.WITHHELD:
            raise OutOfScope(index, "zijn sleutel hoort erbij, en is achtergehouden")

    def close(self) -> str:
        """What is complete, in Dutch. Raises RecordMissing."""
        if not self.consecutive:
            return (
                f"Het bestand heeft {self._given} regels, alle over deze casus; of er in het logboek meer zijn is er niet aan te zien. "
                "Dat is het wel aan dezelfde bundel met --complete."
            )
        if self.next < self.end:
            raise RecordMissing(self.next)
        if self.first == self.end:
            return f"Er zijn geen regels: wat gevraagd is begint en eindigt bij regel {self.end} van {self._size}."
        return f"Alle regels van {self.first} tot en met {self.end - 1} zijn er, zonder gat."

    def bounds(self) -> Iterator[Finding]:
        """Of a period: where no witness bears out that it begins or ends where it says.

        Raises PeriodUnproven where there are witnesses, and the log has more on that side.
        """
        if not isinstance(self.scope, Period):
            return
        since, until, watched = (
            self.scope.since.timestamp(),
            self.scope.until.timestamp(),
            self._heads[-1].seen is not None,
        )
        if self.first and not any(h.size >= self.first and h.seen is not None and h.seen <= since for h in self._heads):
            if watched:
                raise PeriodUnproven(self.first, "beginnen")
            text = f"geen getuige bewijst dat de regels voor {self.first} er al waren voor {_day(self.scope.since)}"
            yield Finding("PeriodStartUnproven", None, text)
        if not any(h.size <= self.end and h.seen is not None and h.seen >= until for h in self._heads):
            if watched and self.end < self._size:
                raise PeriodUnproven(self.end, "eindigen")
            text = f"geen getuige zag na {_day(self.scope.until)} een logboek van hoogstens {self.end} regels"
            yield Finding("PeriodEndUnproven", None, text)

    def said(self) -> Iterator[Said]:
        """What an auditor must not read into this bundle."""
        match self.scope:
            case OneCase(complete=False):
                yield Said(
                    f"Bewezen is: deze {self._given} regels staan zo in het logboek van {self._size} regels. Niet bewezen is dat er geen "
                    f"andere over deze casus zijn: over de overige {self._size - self._given} zegt dit bestand niets. Wie dat moet "
                    "weten vraagt dezelfde bundel met --complete: dan staan alle regels erin, met alleen de sleutels van deze casus."
                )
            case OneCase():
                yield Said(
                    "Bewezen is: meer regels over deze casus dan deze zijn er niet in het logboek. Wie in andere casussen handelde is "
                    "niet te lezen."
                )
            case Period():
                yield Said(
                    "Een periode loopt van het laatste controlepunt dat getuigen daarvoor zagen tot het eerste dat zij daarna zagen. Wat "
                    "later pas is bijgeschreven staat in een latere periode."
                )
        yield Said(
            "Geen bundel bewijst dat alles wat gebeurde ook is vastgelegd, of dat een regel waar is; wel dat er na het ondertekenen "
            "niets aan is veranderd."
        )


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%d-%m-%Y %H:%M} UTC"
