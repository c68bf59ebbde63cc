"""WGS-1.8-4: each record says why and by which right; a disclosure by which ground, as that was judged at that moment."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from levensloop.audit.records.operations import OPERATIONS
from levensloop.audit.records.out_records import _read
from levensloop.audit.words import FACTS, TOOLS, grounds_in_dutch
from levensloop.contracts.accountability import Operation
from levensloop.contracts.activities import activities
from levensloop.contracts.categories import Category
from levensloop.contracts.consulted import SHOWS, SHOWS_NOTHING
from levensloop.contracts.ground_held import GroundHeld
from levensloop.contracts.lawful import ARTICLES_OF_ACTIVITIES, ARTICLES_OF_QUESTIONS, UNREADABLE, usual, with_usual
from levensloop.contracts.matrix.lines import VERSION, Fact, Grant, GroundKind, matrix
from levensloop.contracts.registry import COMMANDS, EVENTS
from levensloop.contracts.roles import Role
from support.samples.world import HAAGLANDEN, POLITIE


@pytest.mark.parametrize(
    "what", [*EVENTS, *COMMANDS, *SHOWS, *sorted(SHOWS_NOTHING), *TOOLS, "keys-destroyed", "letter-key"]
)
def test_of_whatever_is_done_the_purpose_article_and_matrix_are_known(what: str) -> None:
    facts = usual(Operation.CONSULT, what)
    assert facts["purpose"] in {activity.code for activity in activities()}
    assert facts["article"].startswith(("WGS-", "AVG-", "GDPR-"))
    assert facts["matrix"] == VERSION


def test_the_article_of_an_activity_is_one_that_the_register_names() -> None:
    known = {activity.code: activity.article for activity in activities()}
    assert known.keys() == ARTICLES_OF_ACTIVITIES.keys()
    for code, article in ARTICLES_OF_ACTIVITIES.items():
        number, *paragraph = article.removeprefix("WGS-").split("-")
        assert number + "".join(f"({each})" for each in paragraph) in known[code].replace(";", ",")
    assert ARTICLES_OF_QUESTIONS.keys() <= {*SHOWS, *TOOLS}


def test_what_is_nearer_goes_before_and_what_is_not_there_does_not() -> None:
    near = with_usual(Operation.ALTER, "keys-wrap-anew", {"article": "WGS-1.8-4", "purpose": None})
    assert (near["article"], near["purpose"]) == ("WGS-1.8-4", "verantwoorden")
    assert usual(Operation.AUTHORISE, "authorisation")["article"] == "WGS-1.8-2"
    assert usual(Operation.DISCLOSE, UNREADABLE).keys() == {"activity"}, "of what nobody can read nothing is said"
    assert Operation.ERASE in OPERATIONS.values()


def of(codes: Sequence[str], categories: Sequence[str], held: Sequence[GroundHeld] = (), **more: Any) -> dict[str, Any]:
    """What the record in the log has of this record in OUT."""
    body = {
        "at": datetime(2026, 3, 2, 9, 0, tzinfo=UTC).isoformat(),
        "id": str(uuid4()),
        "to": POLITIE,
        "event": str(uuid4()),
        "event_type": "nl.levensloopaanpak.signal-raised.v1",
        "categories": categories,
        "table_version": VERSION,
        "organisation": HAAGLANDEN,
        "grant": Grant.TEAM.value,
        "role": Role.POLITIE.value,
        "codes": codes,
        "held": [each.model_dump(mode="json") for each in held],
        **more,
    }
    facts, _, _ = _read(json.dumps(body).encode())
    return facts


DANGER = GroundHeld(category=Category.HEALTH, ground=GroundKind.GOOD_CARE, fact=Fact.DANGER, code="T-VEILIG")
CONSENT = GroundHeld(category=Category.HEALTH, ground=GroundKind.CONSENT, code="T-VEILIG")
OF_JUSTICE = GroundHeld(category=Category.JUSTICE, ground=GroundKind.PARTICIPANTS, code="T-STRAF")


def test_wgs_2_29_2_health_data_to_the_police_names_the_ground_that_held() -> None:
    facts = of(["T-PROCES", "T-VEILIG"], ["health"], [DANGER])
    assert (facts["purpose"], facts["article"], facts["ground"]) == ("T-VEILIG", "WGS-2.29-2", "good-care")
    assert facts["held"] == (DANGER,)
    by_consent = of(["T-PROCES", "T-VEILIG"], ["health"], [CONSENT])
    assert (by_consent["article"], by_consent["ground"]) == ("WGS-2.29-2", "consent")


def test_wgs_2_29_2_of_several_health_goes_before_justice() -> None:
    facts = of(["T-PROCES", "T-STRAF", "T-VEILIG"], ["health", "justice"], [OF_JUSTICE, DANGER])
    assert (facts["purpose"], facts["ground"]) == ("T-VEILIG", "good-care")
    facts = of(["T-PROCES", "T-STRAF"], ["justice"], [OF_JUSTICE])
    assert (facts["purpose"], facts["article"], facts["ground"]) == ("T-STRAF", "WGS-1.7-1", "participants")


def test_a_record_of_before_names_the_line_that_may_carry_what_went() -> None:
    facts = of(["T-PROCES", "T-VEILIG"], ["health"])
    assert (facts["purpose"], facts["ground"], facts["held"]) == ("T-VEILIG", "good-care", ())
    assert of(["T-GEMEENTE", "T-VEILIG"], ["health"])["purpose"] == "T-VEILIG", "the other carries none"
    assert of(["T-PROCES"], ["process"])["purpose"] == "T-PROCES"
    assert of(["T-PROCES"], ["process"])["ground"] is None
    assert of(["T-VEILIG", "T-PROCES"], ["guidance"])["ground"] is None, "it carried nothing that needs one"
    assert of([], [], table_version="1")["article"] == "WGS-1.7-1"


@pytest.mark.parametrize(
    ("code", "kind", "article"),
    [
        ("R-JUIST", GroundKind.LAW, "GDPR-19"),
        ("T-WLZ", GroundKind.LAW, "Wlz-9.1.2"),
        ("T-DERDE", None, "WGS-1.7-2"),
        ("T-TOESTEMMING", GroundKind.CONSENT, "WGS-2.29-2"),
    ],
)
def test_the_article_is_that_of_the_ground(code: str, kind: GroundKind | None, article: str) -> None:
    held = () if kind is None else (GroundHeld(category=Category.HEALTH, ground=kind, code=code),)
    assert of([code], ["health"], held)["article"] == article


def test_every_line_has_an_article_that_may_stand_in_a_record() -> None:
    for code in matrix().codes.values():
        assert "(" not in str(of([code.name], ["health", "police", "justice"])["article"]), code.name


def test_every_fact_has_a_dutch_name_and_each_category_its_ground() -> None:
    assert FACTS.keys() == set(Fact)
    said = grounds_in_dutch("good-care", (DANGER, OF_JUSTICE))
    assert said == (
        "gezondheid: goed hulpverlenerschap (ernstig gevaar); justitiële gegevens: verstrekking tussen deelnemers voor het doel"
    )
    assert grounds_in_dutch("consent") == "toestemming van de cliënt"
