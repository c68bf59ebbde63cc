"""PIC-2, WGS-2.29-3: whose a field is, is told in the same way to who encrypts it and to who judges whether it may go."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levensloop.contracts.categories import Category
from levensloop.contracts.event import DomainEvent
from levensloop.contracts.registry import EVENTS
from levensloop.contracts.supplied import leaves
from levensloop.infra.secrecy.personal import personal_leaves
from support.any_event import events
from support.samples.disclosure import picture
from support.samples.world import CRISISDIENST, GEMEENTE, OM, PROVIDER

APART = {
    **dict.fromkeys(("IdentityPresented", "IdentityAnswered", "IdentityWithdrawn"), "_identity"),
    "DatumRectified": "_correction",
}
"""What travels before a case is released (MOV-1), and after it moved (GDPR 16), has keys of its own."""


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.__name__)
@settings(max_examples=10, deadline=None)
@given(st.data())
def test_wgs_2_29_3_it_is_whose_key_it_is_under(kind: type[DomainEvent], data: st.DataObject) -> None:
    event = data.draw(events(kind))

    told = [(leaf.path, leaf.supplier) for leaf in leaves(event) if leaf.category is not Category.PROCESS]

    sealed = [
        (
            ".".join(part for part in leaf.path.split(".") if not part.isdigit()),
            leaf.supplier.removesuffix(APART.get(kind.__name__, "")),
        )
        for leaf in personal_leaves(kind, event.model_dump(mode="json"))
    ]
    assert sorted(told) == sorted(sealed)


def test_pic_2_of_several_parts_each_is_told_apart() -> None:
    found = {(leaf.item, leaf.supplier) for leaf in leaves(picture(PROVIDER)) if leaf.item}

    assert found == {
        ("inventory.indications.0", CRISISDIENST),
        ("inventory.indications.1", PROVIDER),
        ("inventory.sentences.0", OM),
        ("inventory.debts.0", GEMEENTE),
    }
