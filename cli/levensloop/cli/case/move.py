"""The move on the page of a case: what was asked before it, and how far it is. Pure: from JSON to things that print."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from levensloop.cli.screen import Names, day
from levensloop.contracts.categories import DUTCH, Category


def identity_part(identity: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """MOV-1, at the ZVH that is asked: who it is about, and what is asked; there is no more of the case."""
    person, asks = identity["person"], _name(identity["from_zvh"], names)
    yield Text(f"{asks} kondigt een verhuizing hierheen aan, en legt voor om wie het gaat.")
    yield Text(f"Cliënt: {person['name']}, geboren {day(person['date_of_birth'])}, {person['municipality']}")
    if identity["hit"] is None:
        late = " (te laat)" if identity["overdue"] else ""
        yield Text(
            f"Gevraagd, uiterlijk {day(identity['due'])}{late}: is deze persoon hier bekend? Antwoord met",
            style="yellow",
        )
        yield Text(
            "levensloop do AnswerIdentity, en hit: true of hit: false. Een hit zegt alleen dat; meer gaat er niet terug."
        )
    else:
        yield Text(f"Beantwoord: {_hit(identity['hit'])}. De casus komt zodra zij is vrijgegeven.")


def move_part(seen: Mapping[str, Any], names: Names) -> Iterator[RenderableType]:
    """MOV-1 to MOV-6: what was asked beforehand, and the move that runs or ran last."""
    move, identity = seen["handover.move"]["move"], seen["handover.identity"]["identity"]
    if not move:
        return
    if not move["cancelled"] and not move["transferred"]:
        yield from _beforehand(move, identity, names)
    table = Table("Van", "Naar", "Beoogd op", "Aangekomen", "Aanvaard", "Overleggen", "Stand")
    table.title, table.title_justify = f"Verhuizing {move['number']}", "left"
    table.add_row(
        _name(move["from_zvh"], names),
        _name(move["to_zvh"], names),
        day(move["planned_on"]),
        f"{move['received']} van {move['sent']} gebeurtenissen{', heel' if move['whole'] else ''}",
        "ja" if move["accepted"] else "nog niet",
        str(move["meetings"]),
        _stand(move),
        style="red" if move["overdue"] and _stand(move) == "onderweg" else None,
    )
    yield table


def _beforehand(move: Mapping[str, Any], identity: Mapping[str, Any] | None, names: Names) -> Iterator[RenderableType]:
    if identity is not None:
        asked = f"Identiteit voorgelegd aan {_name(identity['to_zvh'], names)}"
        said = _hit(identity["hit"]) if identity["hit"] is not None else f"antwoord uiterlijk {day(identity['due'])}"
        yield Text(f"{asked}: {said}")
    if move["suppliers"]:
        yield _suppliers(move["suppliers"], names)
    if move["held"]:
        many = "1 gebeurtenis" if move["held"] == 1 else f"{move['held']} gebeurtenissen"
        yield Text(
            f"Nog niet verstuurd: {many}, tot wie daarin gegevens leverde instemt (WGS 2.28 lid 4).", style="yellow"
        )


def _suppliers(suppliers: Iterable[Mapping[str, Any]], names: Names) -> Table:
    table = Table("Leverancier", "Gegevens", "Antwoord", title="Instemming van leveranciers", title_justify="left")
    for asked in suppliers:
        kinds = ", ".join(DUTCH[Category(kind)] for kind in asked["kinds"])
        answer = {True: "stemt in", False: "stemt niet in", None: f"uiterlijk {day(asked['due'])}"}[asked["agreed"]]
        table.add_row(_name(asked["supplier"], names), kinds, answer, style="red" if asked["agreed"] is False else None)
    return table


def _stand(move: Mapping[str, Any]) -> str:
    if move["transferred"]:
        return "regie overgedragen"
    if move["cancelled"]:
        return "gaat niet door"
    return "onderweg" if move["released"] else "nog niet vrijgegeven"


def _hit(hit: bool) -> str:
    return "hit" if hit else "geen hit"


def _name(organisation: str, names: Names) -> str:
    return names.get(organisation, organisation)
