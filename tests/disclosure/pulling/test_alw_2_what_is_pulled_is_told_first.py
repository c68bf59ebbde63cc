"""ALW-2: whatever is to be pulled, a letter tells of it. Pure."""

from levensloop.contracts.matrix.lines import Delivery, matrix
from levensloop.contracts.roles import Role


def test_alw_2_every_event_that_goes_has_a_letter_of_its_own() -> None:
    """Nobody would know that there is something to pull otherwise."""
    found = matrix()
    for name, fields in found.events.items():
        for role in Role:
            for field in fields:
                pulled_by = {code.to for code in found.cell(field, role) if code.delivery is Delivery.PULL}
                for grant in pulled_by:
                    assert found.given(name, role, {grant}), (name, role, grant)
