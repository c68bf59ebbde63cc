"""Whatever version an event reached, each step towards it is there: a log of years ago can always be read."""

from levensloop.contracts.registry import EVENTS, UPCASTS


def test_no_step_is_missing_and_none_is_loose() -> None:
    needed = {
        (wire.rpartition(".v")[0], version) for wire, event in EVENTS.items() for version in range(1, event.version)
    }

    assert set(UPCASTS) == needed
