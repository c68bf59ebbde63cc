"""How new a bundle is. What came into the log after its newest checkpoint is in no bundle of it, however right that is.

Who holds back the newest hours makes a bundle of an older checkpoint. If it says when it was really made, it is found by that. If it says
to be of then, the record of its own making is lacking, unless a bundle was made then and kept. Against the last only the auditor's own
moment helps: when he asked for it.
"""

from collections.abc import Iterator

from levensloop.verifier.believing import SKEW, Head, moment
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Said

LATE = 900
"""Seconds between what witnesses saw last and the making of a bundle. Making one is a record of the log, signed at once, and waits for the
witnesses, who look each minute."""


def fresh(head: Head, made: int, asked: int | None) -> Iterator[Finding | Said]:
    """`made`: what the bundle says; `asked`: when the auditor asked for it, if he says so. Seconds since 1970."""
    if head.seen is None:
        yield Said("Geen getuige zegt van wanneer het nieuwste controlepunt is; wat later kwam is niet te zien.")
        return
    seen = _day(head.seen)
    if made > head.seen + LATE:
        text = f"getuigen zagen het nieuwste controlepunt op {seen}, en het bestand zegt van {_day(made)} te zijn: dat scheelt te veel"
        yield Finding("HeadOld", None, text)
    if asked is None:
        yield Said(
            f"Dit bestand laat het logboek zien tot {seen}: toen zagen getuigen het nieuwste controlepunt. Of er bij het maken meer was is "
            "aan een bestand niet te zien. Wie zegt wanneer het gevraagd is (--asked), hoort of het zo ver gaat."
        )
    elif asked > head.seen + SKEW:
        text = f"u vroeg het op {_day(asked)}, en getuigen zagen het nieuwste controlepunt op {seen}: wat daartussen kwam is niet te zien"
        yield Finding("HeadOld", None, text)
    else:
        yield Said(f"Het gaat tot {seen}, en dus niet minder ver dan toen u het vroeg ({_day(asked)}).")


def _day(at: int) -> str:
    return f"{moment(at):%d-%m-%Y %H:%M} UTC"
