"""docs/disclosure.md: the matrix as a page, for who reads no CSV."""

from collections.abc import Iterator

from levensloop.contracts.categories import DUTCH
from levensloop.contracts.disclosure import table
from levensloop.contracts.matrix.lines import VERSION, Grant, Matrix, matrix, versions
from levensloop.contracts.roles import Role

_TO_WHOM = {
    Grant.TEAM: "a member of the case's team, before or after what was decided; who joins later gets the inclusion, who carry \
the case (as of the last transfer or change), the plan and the housing profile, as the matrix is at that moment",
    Grant.ADDRESSED: "the organisation that the event names as the one that must act",
    Grant.REPORTER: "the organisation that reported the client",
    Grant.RECEIVED: "every organisation that received anything of the case before",
    Grant.ROLE: "every organisation of the role, whatever the team",
}


def disclosure_page() -> str:
    """Versions, grants, event × role, and per event field × role."""
    found = matrix()
    return "\n".join([*_head(), *_versions(), *_grants(found), *_events(), *_fields(found), ""])


def _head() -> Iterator[str]:
    yield "# Who receives what of which event"
    yield ""
    yield f"Made from `contracts/levensloop/contracts/matrix/v{VERSION}/`, version {VERSION}; do not edit (`make docs`)."
    yield "**A proposal (voorstel), until the FG of a ZVH has signed it off.** Why it is so: [the reasoning](disclosure-reasoning.md)."
    yield "What no cell grants is withheld (ALW-2). What is sent is [a view](views.md): the granted fields, and no trace of others."
    yield "The ZVH itself has every event: it is its log."


def _versions() -> Iterator[str]:
    yield from ("", "## Versions", "", "| version | date | decided by | RAC (WGS 1.8(6)) | status | what |")
    yield "|---|---|---|---|---|---|"
    for v in versions():
        yield f"| {v.number} | {v.day} | {v.decided_by} | {v.rac or 'none yet'} | {v.status} | {v.what} |"


def _grants(found: Matrix) -> Iterator[str]:
    yield from ("", "## Grants", "", "| to | to whom of the role |", "|---|---|")
    yield from (f"| `{grant}` | {text} |" for grant, text in _TO_WHOM.items())
    yield from (
        "",
        "*Special*: which of health, police and justice data the code may carry, on the ground beside it. A code without it carries none. \
*Delivery*: in the letter that tells of the event, or pulled: given when the recipient asks, as it may be seen at that moment. \
*When*: the facts of which one must be on record for what is under professional secrecy (WGS 2.29(2)); the client's consent is a ground \
by any line.",
        "",
    )
    yield "| code | to | delivery | purpose | article | special | kind of ground | when | ground |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for code in found.codes.values():
        special = ", ".join(sorted(DUTCH[category] for category in code.special))
        law = f"{code.article} | {special} | {code.kind or ''} | {' '.join(code.when)} | {code.ground}"
        yield f"| `{code.name}` | {code.to} | {code.delivery} | {code.purpose} | {law} |"


def _events() -> Iterator[str]:
    roles = [role for role in Role if any(role in row for row in table().values())]
    yield from ("", "## Events", "", "To whom an event goes at all.", "")
    yield from (f"| event | {' | '.join(roles)} |", f"|---|{'---|' * len(roles)}")
    for event, row in table().items():
        cells = (" ".join(sorted(row.get(role, ()))) for role in roles)
        yield f"| {event} | {' | '.join(cells)} |"


def _fields(found: Matrix) -> Iterator[str]:
    yield from (
        "",
        "## Fields",
        "",
        "Only the roles to which the event goes; an empty cell is withheld. An event that goes to nobody is not here.",
    )
    for event, row in table().items():
        roles = [role for role, grants in row.items() if grants]
        if roles:
            yield from (
                "",
                f"### {event}",
                "",
                f"| field | category | {' | '.join(roles)} |",
                f"|---|---|{'---|' * len(roles)}",
            )
        for field in found.events[event] if roles else ():
            cells = " | ".join(" ".join(field.cells[role]) for role in roles)
            yield f"| `{field.path}` | {field.category} | {cells} |"
