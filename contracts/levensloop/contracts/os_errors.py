"""Why the operating system refused, in Dutch: what it says itself is English, or whatever the machine speaks."""

import errno
import re
from socket import gaierror

_WHY = {
    errno.ENOENT: "dat bestand of die map is er niet",
    errno.EACCES: "dat mag deze gebruiker niet",
    errno.EPERM: "dat mag deze gebruiker niet",
    errno.EISDIR: "dat is een map",
    errno.ENOTDIR: "een deel van de naam is geen map",
    errno.EEXIST: "dat is er al",
    errno.ENOTEMPTY: "die map is niet leeg",
    errno.EROFS: "daar kan alleen gelezen worden",
    errno.ENOSPC: "er is geen ruimte meer",
    errno.EDQUOT: "er is geen ruimte meer voor deze gebruiker",
    errno.EFBIG: "het bestand wordt te groot",
    errno.EIO: "lezen of schrijven lukt niet; misschien is de schijf stuk",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "de verwijzingen lopen in een kring",
    errno.EMFILE: "er staan te veel bestanden open",
    errno.ENFILE: "er staan te veel bestanden open op deze machine",
    errno.EBUSY: "dat is in gebruik",
    errno.ETXTBSY: "dat is in gebruik",
    errno.EXDEV: "de twee staan op verschillende schijven",
    errno.EINVAL: "dat kan daar niet",
    errno.ENOTSUP: "dat kan daar niet",
    errno.ENOMEM: "er is geen geheugen meer",
    errno.ECONNREFUSED: "daar luistert niets",
    errno.ECONNRESET: "de verbinding is afgebroken",
    errno.ECONNABORTED: "de verbinding is afgebroken",
    errno.EPIPE: "de verbinding is afgebroken",
    errno.ETIMEDOUT: "er komt geen antwoord",
    errno.EHOSTUNREACH: "die machine is niet te bereiken",
    errno.ENETUNREACH: "dat netwerk is niet te bereiken",
    errno.EADDRINUSE: "die poort is al in gebruik",
    errno.EADDRNOTAVAIL: "dat adres is niet van deze machine",
}
"""Number of the error → what is the matter."""


def why(error: OSError) -> str:
    """In Dutch, as the last part of a sentence; of what is not in the table its number."""
    if (reason := getattr(error, "reason", None)) and type(error).__module__ == "ssl":
        return f"TLS lukt niet: {reason}"  # its numbers are others than those above
    if isinstance(error, gaierror):
        return "die machine is niet bekend"
    if isinstance(error, TimeoutError):
        return _WHY[errno.ETIMEDOUT]
    number = error.errno or _first(str(error))
    return _WHY.get(number, f"fout {number} van het besturingssysteem") if number else "dat lukt niet"


def unreadable(error: Exception) -> str:
    """Why a file could not be used, with its name where the system gave one; of another error its own text."""
    if isinstance(error, OSError):
        return f"{error.filename}: {why(error)}" if error.filename else why(error)
    return "het is geen tekst" if isinstance(error, UnicodeDecodeError) else str(error)


def told(error: OSError) -> str:
    """A whole sentence, with the name of the file where the system gave one."""
    text = unreadable(error)
    return f"{text}." if error.filename else f"{text[0].upper()}{text[1:]}."


def _first(text: str) -> int | None:
    """Of several errors in one, as asyncio has them."""
    found = re.search(r"\[Errno (\d+)\]", text)
    return int(found[1]) if found else None
