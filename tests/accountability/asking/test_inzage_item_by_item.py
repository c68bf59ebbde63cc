"""GDPR-15: each thing that its first paragraph names, (a) to (h), is in the overview, in its own section and in plain Dutch."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from accountability.asking.test_inzage import CASE, LETTER, LOOK, NAMES, ROLES, events, given, known, made, part

from levensloop.cli.inzage.command import Known, overview
from levensloop.cli.inzage.given import NOT_ABOUT_YOU
from levensloop.cli.inzage.left_out import LeftOut
from levensloop.contracts.categories import DUTCH, Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.events import third_parties
from levensloop.contracts.events.inclusion import ClientIncluded
from levensloop.contracts.events.retention import RetentionExtended
from levensloop.contracts.events.third_parties import FeedbackGiven, ResultGiven
from levensloop.contracts.retention import KeepingGround
from levensloop.documents.model import Items, Section, texts
from levensloop.infra.specification import record
from support.samples.inclusion import SAMPLE_PURPOSE
from support.samples.third_parties import SAMPLE_ADMISSION, SAMPLE_GIVING, let_in, third_party_admitted
from support.samples.world import CHAIR, HAAGLANDEN, POLITIE, ROTTERDAM, actor

AT = datetime(2026, 2, 2, 9, 0, tzinfo=UTC)
BY: dict[str, Any] = {"at": AT, "by": actor(HAAGLANDEN, CHAIR)}
RESULT = ResultGiven(**BY, giving=1, feedback_before=date(2027, 2, 1), **dict(SAMPLE_GIVING))
FEEDBACK = FeedbackGiven(**BY, giving=1, feedback="De kamer is gebouwd.")


def without(*more: DomainEvent) -> Known:
    """The same case, before any third party."""
    before = [one for one in events() if type(one.event).__module__ != third_parties.__name__]
    after = [record(event, 100 + at, HAAGLANDEN) for at, event in enumerate(more)]
    return Known(CASE, HAAGLANDEN, [*before, *after], given(), NAMES, ROLES)


def said(section: Section) -> str:
    """What stands in it, the parts with it."""
    return " ".join(texts(overview_of(section)))


def overview_of(section: Section) -> Any:
    report = made()
    return type(report)(report.title, report.version, report.about, report.day, report.basis, report.facts, (section,))


def test_gdpr_15_a_the_purpose_and_who_set_it() -> None:
    found = said(part(made(), "Waarvoor het is"))
    assert SAMPLE_PURPOSE.purpose in found
    assert "WGS 2.26" in found


def test_wgs_2_27_3_the_public_participants_are_responsible_together() -> None:
    """WGS-2.27-3: and no others."""
    found = said(part(made(), "Wie verantwoordelijk is"))
    assert "Politie Haaglanden" in found
    assert "levensloopaanbieder" not in found


def test_gdpr_15_b_each_category_has_a_part_of_its_own_and_the_same_datum_stands_there_once() -> None:
    section = part(made(), "Wat over u is vastgelegd")
    assert DUTCH[Category.HEALTH].capitalize() in [one.title for one in section.parts]
    again = Known(CASE, HAAGLANDEN, [*events(), *events()], given(), NAMES, ROLES)
    twice = part(overview(again), "Wat over u is vastgelegd")
    assert [len(list(texts(overview_of(one)))) for one in twice.parts] == [
        len(list(texts(overview_of(one)))) for one in section.parts
    ]
    assert ", 2 keer)" in said(twice)


def test_gdpr_15_c_per_recipient_how_often_what_and_why() -> None:
    later = LETTER.model_copy(update={"at": LETTER.at + timedelta(days=3)})
    section = part(overview(known(accounts=[LETTER, later])), "Aan wie gegevens gingen")
    assert [one.title for one in section.parts] == ["Politie Haaglanden (politie)"]
    assert "2 keer" in said(section)
    assert "Optreden bij gevaar" in said(section)


def test_gdpr_15_c_what_went_for_one_reason_stands_together_and_staff_is_not_the_person() -> None:
    other = LETTER.model_copy(update={"what": ClientIncluded.wire_name()})
    staff = LETTER.model_copy(update={"categories": (Category.STAFF,)})
    (only,) = part(overview(known(accounts=[LETTER, other, staff])), "Aan wie gegevens gingen").parts
    (items,) = only.blocks
    assert isinstance(items, Items)
    assert [line.partition(" (")[0] for line in items.texts] == ["gezondheid", NOT_ABOUT_YOU]
    assert items.texts[0].endswith("Berichten: signaal gegeven, cliënt geïncludeerd.")


def test_gdpr_15_c_who_takes_part_no_more_and_another_region_are_recipients_too() -> None:
    gone = LETTER.model_copy(update={"to": "zorggroep-van-toen"})
    moved = LETTER.model_copy(update={"to": ROTTERDAM, "matrix": None, "codes": (), "article": "WGS-2.28"})
    found = said(part(overview(known(accounts=[gone, moved])), "Aan wie gegevens gingen"))
    assert "zorggroep-van-toen (doet nu niet meer mee in dit netwerk)" in found
    assert "omdat uw casus naar die regio verhuisde" in found


def test_gdpr_15_c_what_went_outside_the_network_to_whom_why_and_what_was_done_with_it() -> None:
    """WGS-1.7-4, WGS-2.31-11."""
    found = said(part(overview(known(RESULT, FEEDBACK)), "Aan derden"))
    for text in (
        RESULT.recipient,
        RESULT.provided,
        RESULT.necessity,
        FEEDBACK.feedback,
        "huisvesting",
        "1 februari 2026",
    ):
        assert text in found
    assert "niets van u aan derden" in said(part(overview(without()), "Aan derden"))


def test_wgs_2_31_9_a_third_party_that_was_let_in_for_what_and_until_when() -> None:
    """WGS-2.31-9."""
    found = said(part(overview(without(*let_in())), "Aan derden"))
    assert SAMPLE_ADMISSION.occasion in found
    assert SAMPLE_ADMISSION.necessity in found
    assert "Mocht gegevens krijgen" in found
    only_decided = said(part(overview(without(third_party_admitted())), "Aan derden"))
    assert SAMPLE_ADMISSION.occasion not in only_decided, "one that took no effect got nothing"


def test_what_is_withheld_is_withheld_there_too() -> None:
    report = overview(
        known(RESULT, FEEDBACK), LeftOut(frozenset({Category.GUIDANCE}), because="Dat schaadt een onderzoek.")
    )
    found = said(part(report, "Aan derden"))
    assert RESULT.recipient not in found
    assert FEEDBACK.feedback not in found
    assert "Dat schaadt een onderzoek." in found


def test_gdpr_15_d_how_long_each_part_stays_and_why_longer() -> None:
    """WGS-1.8-7: per quarter in which it was first recorded."""
    extended = RetentionExtended(**BY, proposal=1, until=date(2035, 1, 1), ground=KeepingGround.LEGAL_CLAIM)
    plain = said(part(made(), "Hoe lang het blijft"))
    first = events()[0].time.year
    assert f"{first}" in plain
    assert f"{first + 5}" in plain
    longer = said(part(overview(known(extended)), "Hoe lang het blijft"))
    assert "1 januari 2035" in longer
    assert "rechtszaak" in longer


def test_gdpr_15_e_and_f_what_a_person_may_ask_and_where_to_complain() -> None:
    found = said(part(made(), "Uw rechten"))
    for right in ("verbeteren", "wissen", "niet te gebruiken", "bezwaar", "Autoriteit Persoonsgegevens"):
        assert right in found


def test_gdpr_15_g_from_whom_and_what_another_region_handed_over() -> None:
    section = said(part(made(), "Van wie de gegevens komen"))
    assert "Politie Haaglanden (politie)" in section
    assert "overgenomen" not in section
    moved = [record(one.event, at, ROTTERDAM) for at, one in enumerate(events(), 1)]
    came = Known(CASE, HAAGLANDEN, moved, given(), {**NAMES, ROTTERDAM: "ZVH Rotterdam"}, ROLES)
    assert "overgenomen uit het systeem van ZVH Rotterdam" in said(part(overview(came), "Van wie de gegevens komen"))


def test_gdpr_15_h_nothing_is_decided_by_a_computer() -> None:
    """WGS-1.9."""
    assert "beslist altijd een mens" in said(part(made(), "Hoe er besloten wordt"))


def test_who_looked_stands_once_with_how_often() -> None:
    other = LOOK.model_copy(update={"organisation": POLITIE})
    found = said(part(overview(known(accounts=[LOOK, LOOK, other])), "Wie in uw gegevens keek"))
    assert found.count("casus: stand en team") == 2
    assert "2 keer" in found
