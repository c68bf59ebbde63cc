"""What an auditor asks of the log, and the rows that answer it: one table. Pure: from records to rows, each with what it rests on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from levensloop.audit.case_course import moved, purposes
from levensloop.audit.keeping import kept
from levensloop.audit.restricting import conditions
from levensloop.audit.results import CODES, OUTSIDE, results
from levensloop.audit.rows import Indexed, Row, case_of, is_event, moment, of_log, row, who
from levensloop.audit.stays import admitted
from levensloop.audit.words import OUTCOMES, PURPOSES, categories_in_dutch, what_in_dutch
from levensloop.contracts.accountability import Operation, Outcome
from levensloop.contracts.categories import Category
from levensloop.contracts.events.third_parties import ResultGiven

Rows = Callable[[Iterable[Indexed]], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Question:
    """`name` at the prompt, `asks` in full, `article` of the Act that makes one ask it; `columns` of the rows."""

    name: str
    asks: str
    article: str
    columns: tuple[str, ...]
    rows: Rows


_WHO = ("organisatie", "functie", "hoedanigheid")


def _seen(records: Iterable[Indexed]) -> Iterator[Row]:
    for record in records:
        a = record.account
        if a.outcome is Outcome.REFUSED or a.operation not in (Operation.CONSULT, Operation.DISCLOSE):
            continue
        if a.operation is Operation.DISCLOSE and of_log(record) and not is_event(record, ResultGiven):
            continue  # what went to another ZVH has its own record, of the message that took it there
        to = a.to or (OUTSIDE if is_event(record, ResultGiven) else None)
        seer = (to, "", "ontvanger") if to else who(a)
        cells = (what_in_dutch(a.what), categories_in_dutch(a.categories), a.ground or "", a.article or "")
        yield row(record, moment(a.at), *seer, case_of(a), *cells, a.authorisation)


def _given(records: Iterable[Indexed]) -> Iterator[Row]:
    for record in records:
        a = record.account
        personal = set(a.categories) - {Category.PROCESS, Category.STAFF}
        if a.operation in (Operation.COLLECT, Operation.ALTER, Operation.COMBINE) and personal:
            cells = (what_in_dutch(a.what), categories_in_dutch(a.categories), a.article or "")
            yield row(record, moment(a.at), *who(a), case_of(a), *cells)


def _refused(records: Iterable[Indexed]) -> Iterator[Row]:
    for record in records:
        a = record.account
        if a.outcome is Outcome.REFUSED or a.operation is Operation.REFUSE:
            why = (a.rule or "", ", ".join(a.conditions))
            yield row(record, moment(a.at), *who(a), a.to or "", case_of(a), what_in_dutch(a.what), *why)


def _log_read(records: Iterable[Indexed]) -> Iterator[Row]:
    for record in records:
        a = record.account
        if a.operation is Operation.READ_LOG:
            purpose = PURPOSES[a.log_purpose] if a.log_purpose else ""
            yield row(record, moment(a.at), *who(a), case_of(a), a.what, purpose)


def _erased(records: Iterable[Indexed]) -> Iterator[Row]:
    for record in records:
        a = record.account
        if a.operation is Operation.ERASE:
            cells = (what_in_dutch(a.what), a.to or "", OUTCOMES[a.outcome], a.article or "")
            yield row(record, moment(a.at), *who(a), case_of(a), *cells)


_AT = ("wanneer",)

QUESTIONS: Mapping[str, Question] = {
    question.name: question
    for question in (
        Question(
            "gezien",
            "Wie zag wat over wie, wanneer, in welke hoedanigheid en onder welke autorisatie?",
            "WGS 1.8(2)(4)",
            (*_AT, *_WHO, "casus", "wat", "categorieën", "grond", "artikel", "autorisatie"),
            _seen,
        ),
        Question(
            "gegeven",
            "Wie gaf welke categorie, volgens welk artikel? Op welke grond iets daarna doorging staat bij `gezien`.",
            "WGS 1.5(1), 2.29(2)",
            (*_AT, *_WHO, "casus", "wat", "categorieën", "artikel"),
            _given,
        ),
        Question(
            "geweigerd",
            "Wat is geweigerd, en volgens welke regel?",
            "WGS 1.5(1), 1.7(1), 2.29",
            (*_AT, *_WHO, "aan", "casus", "wat", "regel", "voorwaarden"),
            _refused,
        ),
        Question(
            "voorwaarden",
            "Welke voorwaarden, bezwaren en weigeringen om te verstrekken waren er, en wat ging om een voorwaarde of bezwaar niet door?",
            "WGS 2.29(3), 1.7(1)",
            (*_AT, *_WHO, "aan", "casus", "wat", "nummers", "artikel of regel", "wat ervan kwam"),
            conditions,
        ),
        Question(
            "doel",
            "Was het doel bepaald voordat de gegevens van partners kwamen?",
            "WGS 2.25, 1.8(5)",
            ("casus", "doel bepaald", "door", "eerste gegevens daarna", "oordeel"),
            purposes,
        ),
        Question(
            "toegelaten",
            "Wie is tot de casus toegelaten, als lid van het team of als derde, van wanneer tot wanneer?",
            "WGS 2.31(4)(9)",
            ("casus", "organisatie", "als", "van", "tot", "door"),
            admitted,
        ),
        Question(
            "resultaten",
            "Wanneer ging een resultaat naar een derde, wie stemde in, maakte bezwaar of besloot, en welke RAC-toets is er? "
            "De noodzaak, en wie de ontvanger buiten het netwerk is, staan in de casus zelf (inclusion.third-parties, `audit replay`).",
            "WGS 1.7(2)(3), 2.31(11)",
            (*_AT, *_WHO, "derde of leverancier", "casus", "wat", *CODES, "categorieën", "artikel"),
            results,
        ),
        Question(
            "verhuizing",
            "Deed de verhuizing eerst hit of geen hit, en stemden de leveranciers in?",
            "WGS 2.28",
            ("casus", "stap", "wanneer", "door", "oordeel"),
            moved,
        ),
        Question(
            "bewaren",
            "Wanneer is eerst verwerkt, gesloten, afgeschermd, verlengd en vernietigd?",
            "WGS 1.8(7), 2.31(8)",
            ("casus", "eerst verwerkt", "gesloten of overgedragen", "afgeschermd", "verlengd", "vernietigd"),
            kept,
        ),
        Question(
            "vernietigd",
            "Wat is vernietigd of teruggenomen, en waar?",
            "WGS 1.8(7), TEA-2",
            (*_AT, *_WHO, "casus", "wat", "bij", "wat ervan kwam", "artikel"),
            _erased,
        ),
        Question(
            "logboek",
            "Wie las het verantwoordingslogboek, en waarvoor?",
            "WGS 1.8(4)",
            (*_AT, *_WHO, "casus", "hulpmiddel", "doel"),
            _log_read,
        ),
    )
}
"""Name at the prompt → question."""


def asked(question: Question, records: Iterable[Indexed], size: int | None = None) -> Iterator[Row]:
    """The rows of an answer, as the log of so many records said it (default: all). The records in the order of the log."""
    return question.rows(record for record in records if size is None or record.index < size)
