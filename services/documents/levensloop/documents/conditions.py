"""A supplier's conditions travel on paper too: in words, under the title, with who set them and on what (WGS 2.29(3)). Pure."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from levensloop.contracts.categories import ABOUT_NOBODY, DUTCH, Category
from levensloop.contracts.restrictions import Restriction
from levensloop.contracts.supplied import Leaf, leaves
from levensloop.documents.made_of import made_of
from levensloop.documents.model import Document, Facts
from levensloop.documents.withheld import Shown
from levensloop.documents.wording import called, day


def travelling(document: Document, shown: Shown) -> Iterator[tuple[Restriction, frozenset[Category]]]:
    """Each condition on something that stands in the document, with the categories that it is about there; in the order in which they
    were set. As with a letter: of what is withheld or destroyed none travels."""
    there = list(_there(document, shown)) if shown.conditions else []
    for condition in shown.conditions:
        found = [leaf for event, leaf in there if condition.covers(event, leaf.supplier, leaf.category)]
        if found:
            yield condition, frozenset(leaf.category for leaf in found)


def _there(document: Document, shown: Shown) -> Iterator[tuple[UUID, Leaf]]:
    made, whole = made_of(document.data, shown), {id(value) for value in document.data}
    for recorded in shown.events:
        if recorded.id not in made:
            continue
        for leaf in leaves(recorded.event):
            if not leaf.erased and (id(recorded.event) in whole or leaf.path.startswith("person.")):
                yield recorded.id, leaf


def with_conditions(document: Document, shown: Shown) -> Document:
    """The document, that says under its title what its reader may do with what is in it."""
    rows = [
        (f"Voorwaarde van {called(each.supplier)}", _said(each, kinds)) for each, kinds in travelling(document, shown)
    ]
    return replace(document, facts=Facts((*document.facts.rows, *rows)))


def _said(condition: Restriction, kinds: frozenset[Category]) -> str:
    about = [DUTCH[kind] for kind in Category if kind in kinds - ABOUT_NOBODY] or ["wat het hierin leverde"]
    until = f", tot en met {day(condition.until)}" if condition.until else ""
    return f"{condition.words}\nGeldt voor: {'; '.join(about)}{until}."
