"""No file of the project knows the machine it was written on, nor the host of a package index."""

import re
from pathlib import Path

from support.tree import ROOT, name_of, project_files

# Folders that exist on one machine only, where packages come from, and this checkout's own place.
PLACES = r"(?<![\w.}])/(?:home|Users|root|tmp|private/var)/\w|[A-Z]:\\\\?Users"
PACKAGE_HOSTS = r"(?i:https?://[^\s)>\"']*(?:pypi|pythonhosted|/simple\b|npmjs|debian\.org))"
HERE = re.escape(str(ROOT)) if len(ROOT.parts) > 2 else r"(?!)"  # a checkout in /app says nothing
ANYWHERE = re.compile(f"{PLACES}|{PACKAGE_HOSTS}|{HERE}")


def test_each_file_could_stand_anywhere() -> None:
    found = [
        (name_of(path), match[0])
        for path in project_files()
        if path != Path(__file__)
        for match in ANYWHERE.finditer(path.read_bytes().decode("utf-8", errors="replace"))
    ]
    assert not found
