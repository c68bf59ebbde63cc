"""What of a correction says more than that a datum was wrong. Pure (GDPR 16, 19)."""

from collections.abc import Collection

from levensloop.contracts.event import DomainEvent, kebab
from levensloop.contracts.events.disclosure import DatumRectified
from levensloop.contracts.matrix.lines import Grant, matrix
from levensloop.contracts.roles import Role
from levensloop.contracts.supplied import Leaf, leaves


def content(correction: DomainEvent, leaf: Leaf) -> bool:
    """Whether it is what the datum should have been."""
    first = leaf.path.partition(".")[0]
    return first == "person" or (first.startswith("new_") and getattr(correction, first) is not None)


def says_only_that(event: DomainEvent, role: Role, grounds: Collection[Grant], withheld: Collection[str]) -> bool:
    """Whether to this role no more goes than that a datum was wrong, `withheld` being the fields that it does not get. That it hears
    whatever became of the case or of its part in it: it is about what it has."""
    if not isinstance(event, DatumRectified):
        return False
    given = matrix().given(kebab(DatumRectified.__name__), role, grounds)
    return not any(leaf.path in given and content(event, leaf) and leaf.path not in withheld for leaf in leaves(event))
