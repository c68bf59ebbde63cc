"""The texts in a bundle are those that are installed with the verifier: what a ZVH itself put in proves nothing."""

import io

from levensloop.contracts.accountability import Operation
from levensloop.contracts.papers import REGISTERS, VERSIONS, digest, papers
from levensloop.verifier.bundle_lines import Paper
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Failed
from levensloop.verifier.verify_bundle import Asked, verify
from support.breaking import JUDGED, WIDER
from support.bundled_log import ASKED, PAPERS, BundledLog, accounts, pinning

NEXT = [*PAPERS, *(paper(one.name.replace("/2/", "/3/"), one.text) for one in PAPERS[1:])]
"""With the texts of a version that is not installed."""


def findings(log: BundledLog, given: list[Paper], asked: Asked = ASKED) -> list[str]:
    steps = list(verify(io.BytesIO(log.bundle(papers=given)), asked))
    assert not isinstance(steps[-1], Failed), steps[-1]
    return [step.name for step in steps if isinstance(step, Finding)]


def by(version: str) -> BundledLog:
    """The log, disclosing by another version of the matrix."""
    log = accounts()
    for at, one in enumerate(log):
        if one.operation is Operation.DISCLOSE:
            log[at] = one.model_copy(update={"matrix": version})
    return BundledLog(log)


def test_all_that_is_installed_is_right() -> None:
    assert findings(BundledLog(), [paper(name, text) for name, text in papers().items()])[:1] == ["UnknownActivity"]


def test_what_a_version_says_that_is_not_installed_cannot_be_compared() -> None:
    """Also when the bundle's own list says that it was judged (WGS 1.8(6))."""
    assert findings(by("3"), NEXT) == ["PaperUncompared", "PaperUncompared", "MatrixUnjudged"]
    longer = paper(VERSIONS, PAPERS[0].text + "3,2030-01-01,ZVH,RAC-9,vastgesteld,x\n")
    assert findings(by("3"), [longer, *NEXT[1:]]) == ["PaperUncompared"] * 3


def test_it_can_where_the_auditor_has_it_in_his_own_file() -> None:
    assert findings(by("3"), NEXT, pinning(*NEXT)) == ["MatrixUnjudged"]


def test_a_list_of_before_is_the_beginning_of_the_one_that_is_installed() -> None:
    """Leaving out the line of a version does not hide that it was not judged."""
    lines = PAPERS[0].text.splitlines(keepends=True)
    assert findings(BundledLog(), [paper(VERSIONS, "".join(lines[:-1])), *PAPERS[1:]]) == ["MatrixUnjudged"]


def test_what_only_the_pin_of_the_auditor_allows_is_told() -> None:
    assert findings(BundledLog(), [PAPERS[0], WIDER, PAPERS[2]], pinning(WIDER)) == [
        "PaperOnlyPinned",
        "MatrixUnjudged",
    ]
    assert findings(BundledLog(), [JUDGED, *PAPERS[1:]], pinning(JUDGED)) == ["PaperOnlyPinned"]


def test_the_papers_have_the_names_that_a_bundle_gives_them() -> None:
    assert {VERSIONS, REGISTERS, "matrix/2/grants.csv", "matrix/2/matrix.csv", "register/1.csv"} <= papers().keys()
    assert [digest(papers()[one.name]) for one in PAPERS] == [one.sha256 for one in PAPERS]
