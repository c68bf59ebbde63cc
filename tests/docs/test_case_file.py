"""docs/case-file.md: what it shows as a case file is one."""

import re
from pathlib import Path

from docs.reading import DOCS, page

from levensloop.play.case_file import load_case_file


def test_the_examples_together_are_a_case_file(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", page("case-file.md"), flags=re.S)
    text = "".join(blocks).replace("../topologies", str(DOCS.parent / "topologies"))
    path = tmp_path / "voorbeeld.yaml"
    path.write_text(text, encoding="utf-8")
    file = load_case_file(path)
    assert [step.command for step in file.steps] == ["ReportClient", None]
    assert file.end.organisations == {"woonpartner-haagzicht": ()}
