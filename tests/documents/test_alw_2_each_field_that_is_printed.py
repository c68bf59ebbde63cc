"""ALW-2, ALW-3: each datum that a document for a partner prints, the matrix gives it, and stands in its record. Nobody lists them: every
field of every event is changed in turn, and where the text changes with it, that field is printed."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from documents.given import excluded, with_two_plans
from documents.reading import Logged, logged, made

from levensloop.contracts.categories import Category, category_of, part_of
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.events.inclusion import PurposeAssessed
from levensloop.contracts.events.plan import HousingRouteAdvanced, HousingRouteEnded
from levensloop.contracts.housing import HousingTrack
from levensloop.contracts.intake import Consent
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.recorded import Recorded
from levensloop.contracts.refusal import Refusal
from levensloop.contracts.roles import Role
from levensloop.documents.exclusion import exclusion_document
from levensloop.documents.granted import IDENTITY, categories_in, granted
from levensloop.documents.history import Events
from levensloop.documents.made_of import made_of
from levensloop.documents.model import Document, texts
from levensloop.documents.plan import plan_document
from levensloop.documents.withheld import shown_to
from support.samples.disclosure import consent, objected, provision_refused
from support.samples.housing import ROUTE, SAMPLE_ANSWERS, SAMPLE_ROUTE_END
from support.samples.inclusion import SAMPLE_REPORT
from support.samples.plan import label_requested
from support.samples.signals import bed_assigned, bed_requested, signal_raised, time_out_activated
from support.samples.world import GEMEENTE, NOW, ORGANISATIONS, POLITIE, PROVIDER, actor

WORLD = {organisation.id: organisation for organisation in ORGANISATIONS}
DAY = NOW.date()
Make = Callable[[Events], Document | Refusal]

ELSE = (
    label_requested(GEMEENTE),
    consent(Consent.GIVEN),
    provision_refused(),
    objected(POLITIE, (Category.POLICE,), GEMEENTE),
    signal_raised(),
    *time_out_activated(),
    bed_requested(),
    bed_assigned(),
    *ROUTE,
    HousingRouteAdvanced(
        at=NOW,
        by=actor(PROVIDER),
        route=1,
        outcome="Beide locaties zeiden nee.",
        track=HousingTrack.DEVELOP_NEW,
        answers=SAMPLE_ANSWERS,
        next_step="Zoekt grond voor een eigen huisje.",
        owner=GEMEENTE,
        due=DAY,
    ),
    HousingRouteEnded(at=NOW, by=actor(PROVIDER), **dict(SAMPLE_ROUTE_END)),
)
"""Of all that happens in a case: most of it stands in no document."""

CORRECTIONS = tuple(
    DatumRectified.model_validate({"at": NOW, "by": actor(POLITIE), "event": UUID(int=1), "reason": "Fout.", **said})
    for said in (
        {"field": "safety", "new_police": "Er was geen mes."},
        {"field": "person.name", "person": SAMPLE_REPORT.person.model_copy(update={"name": "Joris Anders"})},
        {"field": "text", "new_guidance": "Het was een ander."},
    )
)
"""Of what is in no document; and of who the client is."""

PLAN: Logged = logged(*(r.event for r in with_two_plans()[:-1]), *ELSE, *CORRECTIONS, with_two_plans()[-1].event)
EXIT: Logged = (*PLAN, *logged(excluded()[-1].event, after=PLAN)[-1:])
DOCUMENTS = pytest.mark.parametrize(
    ("make", "log"), [(plan_document, PLAN), (exclusion_document, EXIT)], ids=["plan", "exclusion"]
)


def changed(value: Any, path: str = "") -> Iterator[tuple[str, Category, Any]]:
    """The value again and again, each time with one filled field other than it is; with that field and its category."""
    for name, info in type(value).model_fields.items():
        content, part = getattr(value, name), part_of(info.annotation)
        if content is None:
            continue
        if part is None:
            for other in _other(content):
                yield path + name, category_of(info), value.model_copy(update={name: other})
        elif isinstance(content, tuple):
            for at, each in enumerate(content):
                for where, category, one in changed(each, f"{path}{name}."):
                    yield where, category, value.model_copy(update={name: (*content[:at], one, *content[at + 1 :])})
        else:
            for where, category, one in changed(content, f"{path}{name}."):
                yield where, category, value.model_copy(update={name: one})


def _other(content: Any) -> Iterator[Any]:
    match content:
        case bool():
            yield not content
        case Enum():
            yield from [each for each in type(content) if each is not content][:1]
        case int():
            yield content + 1
        case datetime() | date():
            yield content + timedelta(days=3)
        case str():
            yield f"{content}-anders"
        case tuple():
            yield from (
                (*content[:at], other, *content[at + 1 :])
                for at in range(len(content))
                for other in _other(content[at])
            )


def for_provider(make: Make, log: Events) -> Document:
    return made(make(shown_to(WORLD[PROVIDER], tuple(log), DAY).events))


def printed(make: Make, log: Logged) -> Iterator[tuple[Recorded[DomainEvent], str, Category]]:
    """Each field whose content stands in the text, or follows from it."""
    before = list(texts(for_provider(make, log)))
    for at, recorded in enumerate(log):
        for path, category, event in changed(recorded.event):
            other = (*log[:at], logged(event, after=log[:at])[-1], *log[at + 1 :])
            if list(texts(for_provider(make, other))) != before:
                yield recorded, path, category


@DOCUMENTS
def test_alw_2_each_field_that_is_printed_the_matrix_gives_and_the_record_has(make: Make, log: Logged) -> None:
    role, document = Role.LEVENSLOOPAANBIEDER, for_provider(make, log)
    shown = shown_to(WORLD[PROVIDER], log, DAY)
    on_record = made_of(made(make(shown.events)).data, shown)
    person = matrix().given(IDENTITY, role, {Grant.ADDRESSED}, pulled=True)
    found = list(printed(make, log))

    assert any(path == "person.name" for _, path, _ in found)
    assert "Joris Anders" in list(texts(document))
    assert {"identity", "staff", "guidance", "health"} <= {category.value for _, _, category in found}
    for recorded, path, category in found:
        name = kebab(type(recorded.event).__name__)
        given = matrix().given(name, role, {Grant.TEAM}, pulled=True)
        if category is Category.PROCESS:
            continue  # that it happened, when, and which organisation recorded it: about nobody
        assert path in given or path in person, f"{name} {path} is printed, and no line gives it"
        assert recorded.id in on_record, f"{name} {path} is printed, and not on record"
        assert category in categories_in(document.data)
    assert granted(document.data, role).codes


@DOCUMENTS
def test_rep_3_the_purpose_is_the_reporters_and_the_zvhs_and_in_no_document_for_another(
    make: Make, log: Logged
) -> None:
    """WGS-2.25: no line gives it to a member of the team, so it is left out; with all that tells of it."""
    purpose = next(r.event.purpose for r in log if isinstance(r.event, PurposeAssessed))
    for_zvh, without = made(make(log)), for_provider(make, log)

    assert purpose in list(texts(for_zvh))
    assert any(isinstance(value, PurposeAssessed) for value in for_zvh.data)
    assert not {purpose, "Doel van de verwerking"} & set(texts(without))
    assert not any(isinstance(value, PurposeAssessed) for value in without.data)


@DOCUMENTS
def test_alw_2_what_another_keeps_back_takes_nothing_else_out(make: Make, log: Logged) -> None:
    """An objection of the police on what it gave: who the client is stays, and so does all that is not its."""
    objection = objected(POLITIE, (Category.POLICE,), None)
    kept = (*log[:-1], *logged(objection, log[-1].event, after=log[:-1])[-2:])

    assert list(texts(for_provider(make, kept))) == list(texts(for_provider(make, log)))


def test_alw_2_nothing_that_no_line_gives_is_in_what_a_document_is_made_of() -> None:
    """Also not of an event that goes to the provider by no line at all."""
    for recorded in shown_to(WORLD[PROVIDER], PLAN, DAY).events:
        given = matrix().given(
            kebab(type(recorded.event).__name__), Role.LEVENSLOOPAANBIEDER, {Grant.TEAM}, pulled=True
        )
        assert given or categories_in([recorded.event]) <= {Category.PROCESS, Category.IDENTITY, Category.HOUSING}
