"""The papers of a bundle beside those that are installed with the verifier: which there is nothing to compare with."""

from collections.abc import Iterator, Mapping

from levensloop.contracts.authorisations import version_in
from levensloop.contracts.papers import papers as installed
from levensloop.verifier.findings import Finding
from levensloop.verifier.papers import LISTS


def compared(papers: Mapping[str, str], believed: Mapping[str, str]) -> Iterator[Finding]:
    """Of papers that were `checked`: those that there is nothing to compare with, and those that only the auditor's own pin allows."""
    for name, text in papers.items():
        ours = installed().get(name)
        if name in believed:
            if ours is not None and ours != text:
                yield Finding(
                    "PaperOnlyPinned",
                    None,
                    f"{name} is zoals u het vastlegde, en anders dan bij deze controle geïnstalleerd",
                )
        elif version_in(name) is not None:
            continue  # its name is its hash, and the records have the name
        elif ours is None or (name in LISTS and len(text) > len(ours)):
            yield Finding(
                "PaperUncompared",
                None,
                f"{name} kent deze controle niet, of niet zo ver: gebruik een nieuwere, of leg het zelf vast",
            )
