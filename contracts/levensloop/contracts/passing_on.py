"""To whom data may go, as a supplier says it: organisations, and whole roles (WGS 2.29(3))."""

from typing import Annotated

from levensloop.contracts.categories import Category, holds
from levensloop.contracts.event import OrganisationId, Value
from levensloop.contracts.roles import Role


class Recipients(Value):
    """Organisations by name, and every organisation of a role; a ZVH that a case moves to is one too."""

    organisations: Annotated[tuple[OrganisationId, ...], holds(Category.PROCESS, "These organisations")] = ()
    roles: Annotated[tuple[Role, ...], holds(Category.PROCESS, "Every organisation in these roles")] = ()

    def has(self, organisation: str, role: Role) -> bool:
        """Whether this organisation, in this role, is one of them."""
        return organisation in self.organisations or role in self.roles
