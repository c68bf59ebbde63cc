"""docs/views.md: what a recipient's system reads; per event which role gets which fields."""

from collections.abc import Iterator
from itertools import combinations

from levensloop.contracts.disclosure import table
from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.matrix.lines import VERSION, Grant, matrix
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.views import view_type

_HEAD = f"""# What a recipient gets: views

Made from `contracts/`; do not edit (`make docs`). Version {VERSION} of [the matrix](disclosure.md).

An organisation gets of an event a **view**: a message of its own with the fields that are granted to it, and no trace of the others.
It is a CloudEvent in structured JSON, as the event is, with these differences.

| attribute | in a view |
|---|---|
| `type` | `nl.levensloopaanpak.view.<event>.v<version of the event>`: the same for every recipient, to route on |
| `dataschema` | `urn:nld:levensloopaanpak:view:<version of the matrix>:<role>:<memberships>:<event>.v<version>`: which fields `data` has. \
With one `dataschema` the fields are the same; another version of the matrix gives another. It is a name, not registered, no address |
| `id`, `source`, `subject`, `time`, `traceparent` | those of the event: by `id` the log, the record and the views of others tie together |
| `disclosureid` | the id of the accountability record of this disclosure, and of the letter that it came in (ALW-3) |
| `commandid`, `causationid` | absent: they name what the recipient may not have |
| `data` | the granted fields, each as in [the event](events.md), with the same description and WGS category |

Memberships are `team`, `addressed`, `reporter`, `received` and `role`, with a `+` between those that hold at that moment. A view is refused
by its reader when a field is missing or too many.
Fields in *italics* are not in the letter: the recipient pulls them (`disclosure.pull`, `levensloop partner pull`) and gets all that it may
see at that moment, with a `dataschema` that ends in `:pulled`.
What is withheld this time of what the matrix gives (WGS 2.29, 1.7(1); [lifecycle](lifecycle.md#what-suppliers-and-the-client-say)) is
named in the `dataschema`: `…:without:plan.zsm+text`; the fields are not there. Of parts that each name their supplier, such as
`inventory.indications`, those of one supplier are left out instead. With `…:conditions` at the end `data` has `conditions`: what
suppliers ask of who reads it (`number`, `supplier`, `until`, `words`).
JSON schema: `levensloop.contracts.views.view_model(kind, role, grounds).model_json_schema()`.

What each role gets of an event, by each membership alone; of several together, all of it."""


def views_page() -> str:
    """Per event: role and membership → fields, roles with the same fields on one line."""
    return "\n".join([_HEAD, *(line for kind in EVENTS.values() for line in _event(kind)), ""])


def _event(kind: type[DomainEvent]) -> Iterator[str]:
    name = kebab(kind.__name__)
    lines: dict[tuple[str, ...], list[str]] = {}
    for role, grants in table()[name].items():
        for grounds in _alone(matrix().grounds(name, role), grants):
            if given := matrix().given(name, role, grounds):
                who = f"{role} ({'+'.join(g for g in Grant if g in grounds)})"
                more = matrix().given(name, role, grounds, pulled=True)
                shown = tuple(f"`{path}`" if path in given else f"*`{path}`*" for path in more)
                lines.setdefault(shown, []).append(who)
    if lines:
        yield from ("", f"## {kind.__name__}", "", f"`{view_type(kind)}`", "", "| who | fields |", "|---|---|")
    for fields, roles in lines.items():
        yield f"| {', '.join(roles)} | {', '.join(fields)} |"


def _alone(all_of: frozenset[Grant], event: frozenset[Grant]) -> Iterator[frozenset[Grant]]:
    """Each membership that gives the event; with it, one that only adds fields to it."""
    yield from (frozenset({grant}) for grant in Grant if grant in event)
    yield from (frozenset(pair) for pair in combinations(sorted(all_of), 2) if len(event & set(pair)) == 1)
