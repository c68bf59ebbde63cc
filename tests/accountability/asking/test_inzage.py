"""GDPR-15, WGS-1.11: what a person may see: what, from whom, to whom, why; nothing of anybody else."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from accountability.test_records_in_the_log import account

from levensloop.cli.inzage.command import Known, overview
from levensloop.cli.inzage.given import Given
from levensloop.cli.inzage.labels import LABELS, label
from levensloop.cli.inzage.left_out import MASKED, LeftOut
from levensloop.cli.inzage.things import OF_OTHERS, things
from levensloop.contracts.accountability import Account, Operation
from levensloop.contracts.calendar import day_of
from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.decision import Organisation
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events.inclusion import ClientExcluded
from levensloop.contracts.events.retention import RetentionExtended
from levensloop.contracts.events.signals import SignalRaised
from levensloop.contracts.matrix.lines import VERSION
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.retention import KeepingGround, last_day
from levensloop.contracts.roles import Role
from levensloop.documents.model import Items, Printable, Report, Section, texts
from levensloop.documents.opening import rights_at
from levensloop.documents.pdf import pdf
from levensloop.documents.wording import day
from levensloop.infra.specification import record
from support.samples.inclusion import EXIT_AT, SAMPLE_EXIT, SAMPLE_REPORT, included_case, reported_case
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, actor

NAMES = {HAAGLANDEN: "ZVH Haaglanden", POLITIE: "Politie Haaglanden"}
ROLES = {HAAGLANDEN: Role.ZVH, POLITIE: Role.POLITIE}
CASE = uuid4()


def events() -> list[Recorded[DomainEvent]]:
    return [record(event, at, HAAGLANDEN) for at, event in enumerate(included_case(), 1)]


def recorded(category: Category) -> set[str]:
    """What the case has of it."""
    return {datum.content for thing in things(events(), {}) for datum in thing.data if datum.category is category}


LETTER = account(
    CASE,
    operation=Operation.DISCLOSE,
    what=SignalRaised.wire_name(),
    organisation=HAAGLANDEN,
    to=POLITIE,
    matrix=VERSION,
    codes=("T-VEILIG",),
    categories=(Category.HEALTH,),
)
LOOK = account(CASE, operation=Operation.CONSULT, what="inclusion.case", organisation=HAAGLANDEN)


def given(*accounts: Account) -> Given:
    found = Given()
    for one in accounts:
        found.over(one)
    return found


def known(*more: DomainEvent, turn_to: str = "", accounts: Sequence[Account] = (LETTER, LOOK)) -> Known:
    history = [*events(), *(record(event, 100 + at, HAAGLANDEN) for at, event in enumerate(more))]
    return Known(CASE, HAAGLANDEN, history, given(*accounts), NAMES, ROLES, turn_to)


def made(left_out: LeftOut = LeftOut()) -> Printable:  # noqa: B008
    return overview(known(), left_out)


def part(report: Printable, title: str) -> Section:
    return next(found for found in report.sections if found.title == title)


def of_part(report: Report, title: str) -> Iterator[str]:
    return texts(replace(report, sections=(part(report, title),)))


def test_gdpr_15_what_from_whom_to_whom_and_why() -> None:
    said = " ".join(texts(made()))
    assert SAMPLE_REPORT.person.name in said
    assert SAMPLE_REPORT.reason in said
    assert "Politie Haaglanden (politie)" in said
    assert "Optreden bij gevaar" in said, "the purpose of the line of the matrix by which it went"
    assert "casus: stand en team" in said
    assert str(CASE) in said


def test_gdpr_15_4_nobody_else_is_in_it() -> None:
    """Neither who works there nor who is of the direct circle: only that there is something."""
    staff = recorded(Category.STAFF)
    assert staff
    said = list(texts(made()))
    assert not [name for name in staff if any(name in text for text in said)]
    assert LETTER.functionary not in said


def test_gdpr_15_4_of_relatives_only_that_there_is_something() -> None:
    excluded = ClientExcluded(at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), **dict(SAMPLE_EXIT))
    said = list(texts(overview(known(excluded))))
    assert any(MASKED in text for text in said)
    assert not any(SAMPLE_EXIT.client_and_relatives in text for text in said)
    assert any(SAMPLE_EXIT.decision in text for text in said)


def test_what_is_withheld_is_said_to_be_withheld_and_why() -> None:
    because = "Een opsporingsonderzoek zou erdoor worden geschaad (AVG 23, eerste lid, onder d)."
    report = made(LeftOut(frozenset({Category.POLICE}), because=because))
    said = list(texts(report))
    assert any(because in text for text in said)
    police = recorded(Category.POLICE)
    assert police
    assert not [datum for datum in police if any(datum in text for text in said)]


def test_every_field_about_the_person_has_a_name_for_that_person() -> None:
    def names(kind: type) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for name, field in kind.model_fields.items():  # type: ignore[attr-defined]
            inner, category = part_of(field.annotation), None
            if inner:
                found |= names(inner)
            elif (category := category_of(field)) is not Category.PROCESS and category not in OF_OTHERS:
                found.add((kind.__name__, name))
        return found

    personal = set().union(*(names(kind) for kind in EVENTS.values()))
    told = {(kind, name) for kind, name in personal if f"{kind}.{name}" in LABELS or name in LABELS}
    assert {(kind, name) for kind, name in personal - told if not name.startswith("new_")} == set()
    unused = {name for name in LABELS if name not in {n for _, n in personal} | {f"{k}.{n}" for k, n in personal}}
    assert unused - {"client_and_relatives", "input_of_client"} == set(), "of relatives, masked, but with what it is"
    assert label("Concern", "text") == ""


def test_it_is_a_pdf_and_says_how_long_the_data_stays() -> None:
    report = made()
    assert pdf(report).startswith(b"%PDF")
    first = datetime.fromisoformat(str(events()[0].time)).astimezone(UTC).year
    assert str(first + 5) in " ".join(texts(report))


def test_wgs_1_4_it_says_where_the_person_turns_to() -> None:
    """WGS-1.4-2, WGS-1.4-4."""
    zvh = Organisation(HAAGLANDEN, Role.ZVH, HAAGLANDEN, fg="fg@zvh.example", contact_point="loket@zvh.example")
    said = " ".join(texts(overview(known(turn_to=rights_at(zvh)))))
    assert "loket@zvh.example" in said
    assert "fg@zvh.example" in said


def test_each_datum_stands_once_with_who_gave_it_and_from_when_to_when() -> None:
    (reported,) = reported_case()
    again = reported.model_copy(update={"by": actor(HAAGLANDEN, CHAIR)})
    later = [replace(one, time=one.time + timedelta(days=3)) for one in known(again).events[-1:]]
    report = overview(replace(known(), events=[*events(), *later]))
    said = list(of_part(report, "Wat over u is vastgelegd"))
    assert len([text for text in said if SAMPLE_REPORT.person.name in text]) == 1
    whole = " ".join(said)
    assert "Van Politie Haaglanden en ZVH Haaglanden, bij: cliënt gemeld" in whole
    assert ", 2 keer)" in whole


def test_gdpr_15_1_c_to_whom_per_kind_of_data_with_first_and_last_day_and_how_often() -> None:
    later = LETTER.model_copy(update={"at": LETTER.at + timedelta(days=9), "codes": ("T-ZORG",)})
    report = overview(known(accounts=(LETTER, later, later)))
    section = part(report, "Aan wie gegevens gingen")
    (politie,) = section.parts
    (block,) = politie.blocks
    assert isinstance(block, Items)
    (line,) = block.texts
    assert "gezondheid (02-03-2026 t/m 11-03-2026, 3 keer), waarom: 1, 2." in line
    assert "signaal gegeven" in line
    assert POLITIE not in " ".join(texts(report)), "by its name, not by its id"


def test_wgs_1_8_7_a_move_and_an_extension_are_in_how_long_it_stays() -> None:
    """WGS-1.8-7: what arrives first is not what was recorded first."""
    history = events()
    first, last = history[0].time, history[0].time + timedelta(days=700)
    moved = [replace(history[-1], time=last), *history]
    facts = dict(overview(replace(known(), events=moved)).facts.rows)
    assert facts["Vastgelegd sinds"] == day(day_of(first))
    assert facts["Blijft uiterlijk tot en met"].startswith(day(last_day(first)))
    until = date(2045, 5, 1)
    extended = RetentionExtended(
        at=EXIT_AT, by=actor(HAAGLANDEN, CHAIR), proposal=1, until=until, ground=KeepingGround.LEGAL_CLAIM
    )
    report = overview(known(extended))
    assert dict(report.facts.rows)["Blijft uiterlijk tot en met"] == day(until)
    stays = " ".join(list(of_part(report, "Hoe lang het blijft"))[6:])
    assert f"tot en met {day(until)}" in stays
    assert day(last_day(first)) not in stays
