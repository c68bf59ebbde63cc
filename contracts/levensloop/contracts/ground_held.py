"""Which ground it was by which care data, or data of a special or criminal category, went, as judged at that moment (WGS 2.29(2))."""

from levensloop.contracts.categories import Category
from levensloop.contracts.event import Value
from levensloop.contracts.matrix.lines import Fact, GroundKind


class GroundHeld(Value):
    """Of one category in one disclosure. `ground`: what held, by which line (`code`) of the matrix; `fact`: what on record made good care,
    or what participants give each other, a ground."""

    category: Category
    ground: GroundKind
    fact: Fact | None = None
    code: str
