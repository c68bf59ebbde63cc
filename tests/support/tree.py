"""The files of this project as they stand in a checkout, without what tools leave there."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("contracts", "infra", "services", "verifier", "cli", "bench")
SERVICES = ("inclusion", "plan", "signals", "handover", "disclosure", "documents", "monitor", "audit", "retention")
_LEFT_BY_TOOLS = {".git", ".venv", "build", "dist", "node_modules"}


def project_files() -> list[Path]:
    """Every file that belongs to the project: what git knows or could take, else (no git) what is there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
        return sorted(path for path in found if path.is_file())
    return sorted(path for path in _below(ROOT) if path.is_file())


def modules(*folders: str) -> list[Path]:
    """The Python modules below these folders of the root."""
    return [path for path in project_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


def name_of(path: Path) -> str:
    """A path as the project's own, for test ids and messages."""
    return path.relative_to(ROOT).as_posix()


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in _LEFT_BY_TOOLS or path.name.endswith(("_cache", "__pycache__", ".egg-info")):
            continue
        if path.is_dir():
            yield from _below(path)
        else:
            yield path
