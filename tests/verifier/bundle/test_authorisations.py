"""WGS-1.8-2: a bundle has the text of each authorisation that its records name; a text under a name that it does not have the hash of is
refused, and bundles of before there were such texts are read as they were."""

import io

from levensloop.contracts.authorisations import authorisation_of, authorisation_paper, is_text_of
from levensloop.verifier.bundle_lines import Paper
from levensloop.verifier.bundle_writer import paper
from levensloop.verifier.findings import Finding
from levensloop.verifier.steps import Failed, Said
from levensloop.verifier.verify_bundle import Step, verify
from support.bundled_log import ASKED, PAPERS, BundledLog, accounts

TEXT = "ReportClient iedereen voor-inclusie REP-1\npolitie-haaglanden politie zvh-haaglanden"
VERSION = authorisation_of("2", TEXT)
GIVEN = paper(authorisation_paper(VERSION), TEXT)


def by(version: str, *papers: Paper) -> list[Step]:
    """A bundle of a log of which every record names this authorisation."""
    log = BundledLog([one.model_copy(update={"authorisation": version}) for one in accounts()])
    return list(verify(io.BytesIO(log.bundle(papers=[*PAPERS, *papers])), ASKED))


def findings(steps: list[Step]) -> list[tuple[str, int | None]]:
    assert not isinstance(steps[-1], Failed), steps[-1]
    return [(step.name, step.index) for step in steps if isinstance(step, Finding) and step.name[:4] == "Auth"]


def without_texts(steps: list[Step]) -> bool:
    return any("teksten van wie wat mocht niet bij zich" in step.text for step in steps if isinstance(step, Said))


def test_wgs_1_8_2_the_text_that_the_records_name_is_there() -> None:
    steps = by(VERSION, GIVEN)
    assert findings(steps) == []
    assert not without_texts(steps)
    assert len(VERSION) == len("2-") + 64


def test_another_text_under_that_name_is_refused() -> None:
    (*_, last) = by(VERSION, paper(GIVEN.name, TEXT.replace("politie", "om")))
    assert isinstance(last, Failed)
    assert (last.name, last.check.dutch) == ("AuthorisationChanged", "matrix")


def test_a_name_that_is_no_hash_has_no_text() -> None:
    (*_, last) = by(VERSION, paper(authorisation_paper("2-alles"), TEXT))
    assert isinstance(last, Failed)
    assert last.name == "AuthorisationChanged"


def test_a_version_without_its_text_is_told_once() -> None:
    other = TEXT + "\n"
    assert findings(by(authorisation_of("2", other), GIVEN)) == [("AuthorisationUnexplained", 0)]


def test_a_bundle_of_before_there_were_texts_says_so_and_holds() -> None:
    steps = by("2-0123456789abcdef")
    assert findings(steps) == []
    assert without_texts(steps)


def test_a_record_of_before_names_the_first_digits_and_its_text_counts() -> None:
    older = VERSION[: len("2-") + 16]
    assert findings(by(older, paper(authorisation_paper(older), TEXT))) == []
    assert not is_text_of(older, TEXT + "x")
    assert not is_text_of(VERSION[:-1], TEXT)
    assert not is_text_of("", TEXT)
