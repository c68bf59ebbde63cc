"""No file of the project knows the machine it was written on, nor the host of a package index."""

import re
from pathlib import Path

import pytest

from support.tree import ROOT, name_of, project_files

# Folders that exist on one machine only, and this checkout's own place.
PLACES = re.compile(r"(?<![\w.}])/(?:home|Users|root|tmp|private/var)/\w|[A-Z]:\\\\?Users")
PACKAGE_HOSTS = re.compile(r"https?://[^\s)>\"']*(?:pypi|pythonhosted|/simple\b|npmjs|debian\.org)", re.IGNORECASE)


@pytest.mark.parametrize("path", project_files(), ids=name_of)
def test_it_could_stand_anywhere(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="replace")
    if path == Path(__file__):
        return
    assert str(ROOT) not in text
    assert not PLACES.search(text)
    assert not PACKAGE_HOSTS.search(text)
