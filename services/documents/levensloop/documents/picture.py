"""The team's picture of the person (PIC-1), as the plan rests on it."""

from levensloop.contracts.events.plan import ReviewHeld, SituationAssessed
from levensloop.contracts.words import in_dutch
from levensloop.documents.history import Events, last
from levensloop.documents.model import Block, Paragraph, Section
from levensloop.documents.wording import NOTHING, called, day, items, listed


def picture(events: Events) -> Section:
    """PIC-1: who the person is, protective factors, risks, motivation, own input; the latest."""
    assessed = last(events, SituationAssessed)
    if assessed is None:
        return Section("Beeld", (NOTHING,))
    found = assessed.event
    made = f"Gevormd op {day(found.at)} door {listed(map(called, found.participants))}."
    return Section(
        "Beeld",
        (Paragraph(made, quiet=True), Paragraph(found.who)),
        (
            Section("Beschermende factoren", (items(found.protective_factors),)),
            Section("Risico's", (items(found.risks),)),
            Section("Motivatie", (Paragraph(found.motivation),)),
            Section("Inbreng van cliënt en naasten", (Paragraph(found.input_of_client),)),
            Section("Woonsituatie", (_housing(events),)),
        ),
    )


def _housing(events: Events) -> Block:
    """MON-1: whether there is a place to live, as it was said last: with the picture, or in a review since."""
    for event in (recorded.event for recorded in reversed(events)):
        if isinstance(event, SituationAssessed | ReviewHeld) and event.housing is not None:
            return Paragraph(f"{in_dutch(event.housing).capitalize()} ({day(event.at)}).")
    return NOTHING
