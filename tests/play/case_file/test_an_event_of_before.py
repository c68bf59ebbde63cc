"""A case file names an event of before by its kind: the last one of the case; and says so when there is no such kind."""

from pathlib import Path
from uuid import uuid4

import pytest

from levensloop.contracts.recorded import Recorded
from levensloop.play.case_file import load_case_file
from levensloop.play.case_problems import CaseFileError
from levensloop.play.earlier import NOBODY, kinds_named, with_numbers
from support.samples.signals import signal_raised
from support.samples.world import HAAGLANDEN, NOW

CASUS_4 = Path(__file__).parents[3] / "cases" / "casus-4.yaml"
DATA = {"event": {"last": "SignalRaised"}, "field": "text", "several": [{"event": {"last": "PlanEstablished"}}]}


def test_it_is_the_last_of_that_kind() -> None:
    case = uuid4()
    first, last = (Recorded(signal_raised(), case, uuid4(), HAAGLANDEN, NOW, at, "") for at in (1, 2))

    assert with_numbers(DATA, (first, last)) == {
        "event": str(last.id),
        "field": "text",
        "several": [{"event": str(NOBODY)}],
    }
    assert kinds_named(DATA) == ["SignalRaised", "PlanEstablished"]


def test_a_kind_that_is_none_is_said_with_its_step(tmp_path: Path) -> None:
    text = CASUS_4.read_text(encoding="utf-8").replace("../topologies", str(CASUS_4.parents[1] / "topologies"))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(text.replace("{last: SignalRaised}", "{last: SignaalGegeven}"), encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"stap 52 .*SignaalGegeven is geen soort gebeurtenis"):
        load_case_file(wrong)
