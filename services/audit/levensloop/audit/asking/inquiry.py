"""What an auditor asks of the log, and the rows that answer it: one table. Pure: from records to rows, each with what it rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from levensloop.audit.asking.case_course import Purposes
from levensloop.audit.asking.keeping import Kept
from levensloop.audit.asking.moving import Moved
from levensloop.audit.asking.restricting import Restricted
from levensloop.audit.asking.results import CODES, result
from levensloop.audit.asking.rows import (
    CaseFold,
    Each,
    Fold,
    Indexed,
    PerCase,
    Row,
    case_of,
    is_event,
    moment,
    row,
    when,
    who,
)
from levensloop.audit.asking.scope import in_dutch
from levensloop.audit.asking.seeing import Seen
from levensloop.audit.asking.stays import Admitted
from levensloop.audit.asking.supplying import Supplied
from levensloop.audit.records.out_records import READ
from levensloop.audit.refusals import NOT_PROVIDED, why_with_rule
from levensloop.audit.words import CAPACITIES, OUTCOMES, PURPOSES, what_in_dutch
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.events.disclosure import ProvisionRefused


@dataclass(frozen=True, slots=True)
class Question:
    """`name` at the prompt, `asks` in full, `article` of the Act that makes one ask it; `columns` of the rows;
    `begin`: a fold over the log that gives them."""

    name: str
    asks: str
    article: str
    columns: tuple[str, ...]
    begin: Callable[[], Fold]


_WHO = ("organisatie", "functie", "hoedanigheid")


def _refused(record: Indexed) -> Row | None:
    a = record.account
    not_provided = is_event(record, ProvisionRefused)
    if a.outcome is not Outcome.REFUSED and a.operation is not Operation.REFUSE and not not_provided:
        return None
    withheld = any(covered.stream.startswith("OUT_") for covered in a.covers) and a.what != READ
    by_whom, of = ((a.zvh, "", CAPACITIES[a.capacity]), a.organisation) if withheld else (who(a), "")
    rule = NOT_PROVIDED if not_provided else a.rule
    why = (why_with_rule(rule), ", ".join(a.conditions))
    return row(record, moment(when(a)), *by_whom, a.to or "", of, case_of(a), what_in_dutch(a.what), *why)


def _log_read(record: Indexed) -> Row | None:
    a = record.account
    if a.operation is not Operation.READ_LOG:
        return None
    purpose = PURPOSES[a.log_purpose] if a.log_purpose else ""
    return row(record, moment(a.at), *who(a), case_of(a), what_in_dutch(a.what), in_dutch(a.codes), purpose)


def _erased(record: Indexed) -> Row | None:
    a = record.account
    if a.operation is not Operation.ERASE:
        return None
    cells = (what_in_dutch(a.what), a.to or "", OUTCOMES[a.outcome], a.article or "")
    return row(record, moment(a.at), *who(a), case_of(a), *cells)


def _each(row_of: Callable[[Indexed], Row | None]) -> Callable[[], Fold]:
    return lambda: Each(row_of)


def _per_case(begin: Callable[[], CaseFold]) -> Callable[[], Fold]:
    return lambda: PerCase(begin)


_AT = ("wanneer",)

QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question(
            "gezien",
            "Wie zag wat over wie, wanneer, in welke hoedanigheid en onder welke autorisatie?",
            "WGS 1.8(2)(4)",
            (*_AT, *_WHO, "casus", "wat", "categorieën", "grond", "artikel", "wat ervan kwam", "autorisatie"),
            Seen,
        ),
        Question(
            "gegeven",
            "Wie gaf welke categorie, op welke grond, en waar staat de noodzaak? Op welke grond iets daarna doorging zegt de vraag gezien.",
            "WGS 1.5(1), 2.29(2)",
            (*_AT, *_WHO, "casus", "wat", "categorieën", "grond", "noodzaak", "artikel", "via"),
            Supplied,
        ),
        Question(
            "geweigerd",
            "Wat is geweigerd of niet verstrekt, aan wie, en waarom?",
            "WGS 1.5(1), 1.7(1), 2.29",
            (*_AT, *_WHO, "aan", "van wie", "casus", "wat", "waarom", "voorwaarden"),
            _each(_refused),
        ),
        Question(
            "voorwaarden",
            "Welke voorwaarden, bezwaren en weigeringen om te verstrekken waren er, wat ging daarom niet door, en zijn ze nageleefd?",
            "WGS 2.29(3), 1.7(1)",
            (*_AT, *_WHO, "aan", "casus", "wat", "nummers", "artikel of regel", "via", "wat ervan kwam", "oordeel"),
            Restricted,
        ),
        Question(
            "doel",
            "Was het doel bepaald voordat er gegevens van partners kwamen of naar partners gingen?",
            "WGS 2.25, 1.8(5)",
            ("casus", "doel bepaald", "door", "eerste gegevens", "van wie", "waarom", "oordeel"),
            _per_case(Purposes),
        ),
        Question(
            "toegelaten",
            "Wie is tot de casus toegelaten, als lid van het team of als derde, van wanneer tot wanneer?",
            "WGS 2.31(4)(9)",
            ("casus", "organisatie", "als", "van", "tot", "door"),
            _per_case(Admitted),
        ),
        Question(
            "resultaten",
            "Wanneer ging een resultaat naar een derde, wie stemde in, maakte bezwaar of besloot, en welke RAC-toets is er? "
            "De noodzaak, en wie de ontvanger buiten het netwerk is, staan in de casus zelf, en zijn daar op te vragen.",
            "WGS 1.7(2)(3), 2.31(11)",
            (*_AT, *_WHO, "derde of leverancier", "casus", "wat", *CODES, "noodzaak", "categorieën", "artikel", "via"),
            _each(result),
        ),
        Question(
            "verhuizing",
            "Deed de verhuizing eerst hit of geen hit, en stemden de leveranciers in?",
            "WGS 2.28",
            ("casus", "stap", "wanneer", "door", "via", "waarom", "oordeel"),
            _per_case(Moved),
        ),
        Question(
            "bewaren",
            "Wanneer is eerst verwerkt, tot wanneer blijft elk deel, en wanneer is gesloten, afgeschermd, verlengd en vernietigd?",
            "WGS 1.8(7), 2.31(8)",
            (
                "casus",
                "eerst verwerkt",
                "uiterlijk tot en met",
                "gesloten of overgedragen",
                "afgeschermd",
                "verlengd",
                "vernietigd",
            ),
            _per_case(Kept),
        ),
        Question(
            "vernietigd",
            "Wat is vernietigd of teruggenomen, en waar?",
            "WGS 1.8(7), TEA-2",
            (*_AT, *_WHO, "casus", "wat", "bij", "wat ervan kwam", "artikel"),
            _each(_erased),
        ),
        Question(
            "logboek",
            "Wie las het verantwoordingslogboek, en waarvoor?",
            "WGS 1.8(4)",
            (*_AT, *_WHO, "casus", "hulpmiddel", "wat gevraagd is", "doel"),
            _each(_log_read),
        ),
    )
}
"""Name at the prompt → question."""


def asked(question: Question, records: Iterable[Indexed], size: int | None = None) -> Iterator[Row]:
    """The rows of an answer, as the log of so many records said it (default: all). The records in the order of the log."""
    fold = question.begin()
    for record in records:
        if size is None or record.index < size:
            yield from fold.over(record)
    yield from fold.close()
