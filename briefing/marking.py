"""Markings: how they are written, and which of them may leave this machine.

A marking is what the user says it is. Nothing of it is read from the articles. `briefing.toml` settles for all runs on
a machine which may leave it. It is looked for in the working directory, then in the user's configuration folder; the
first that has a table settles it. What is in the file is checked to the last key, for a rule that is misspelt would be
no rule.
"""

from __future__ import annotations

import ipaddress
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from briefing.errors import UsageError

NAME = "briefing.toml"


def may_leave() -> Iterator[tuple[tuple[str, ...], Path]]:
    """For each file that has a rule, the markings that it lets leave this machine, as written, and its path.

    What either forbids is forbidden: a folder that somebody else has filled cannot loosen the user's own rule.
    Raises `UsageError` for a file that cannot be read or says something else than it may.
    """
    import platformdirs

    for path in (Path.cwd() / NAME, Path(platformdirs.user_config_dir("briefing", appauthor=False)) / NAME):
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, ValueError) as error:
            # A rule that cannot be read may be one that forbids, so the run does not go on without it.
            raise UsageError(f"{path} cannot be read as TOML ({error}). Mend it or remove it.") from error
        marking = table.pop("marking", {})
        allowed = marking.pop("may_leave", None) if isinstance(marking, dict) else marking
        if strange := {**table, **(marking if isinstance(marking, dict) else {})}:
            raise UsageError(f"{path}: {', '.join(strange)} is not known. It may have [marking] with may_leave.")
        if allowed is None:
            continue
        if not isinstance(allowed, list) or not all(isinstance(entry, str) for entry in allowed):
            raise UsageError(f'{path}: may_leave is a list of markings, such as ["TLP:CLEAR"].')
        yield tuple(allowed), path


TLP = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""The labels of the Traffic Light Protocol, spelt as FIRST's standard (version 2.0, section 2) has them."""

_TLP = re.compile(r"\bTLP\b\s*:?\s*([A-Za-z]*(?:\s*\+\s*[A-Za-z]+|-[A-Za-z]+)?)", re.IGNORECASE)


def named(marking: str | None) -> str | None:
    """The marking as it is printed: one line, a TLP label in it spelt as the standard has it.

    Raises `UsageError` for a marking without a word and for a TLP label that version 2.0 does not have.
    """
    if marking is None:
        return None
    line = " ".join("".join(c if c.isprintable() else " " for c in marking).split())
    if not line:
        raise UsageError("--marking is empty. Say what the brief is to be marked with, or leave the option out.")
    return _TLP.sub(_label, line)


def _label(found: re.Match[str]) -> str:
    label = f"TLP:{''.join(found[1].upper().split())}"
    if label not in TLP:
        was = " TLP:WHITE of version 1 is now TLP:CLEAR." if label == "TLP:WHITE" else ""
        raise UsageError(f"--marking: TLP 2.0 has no label {found[0].strip()!r}.{was} Labels: {', '.join(TLP)}.")
    return label


def guard(marking: str | None, base_url: str) -> None:
    """Raise `UsageError` if what is so marked may not be sent to `base_url`.

    The rule is `may_leave` in `briefing.toml`; without one everything may be sent, and of several each holds. With one,
    what is not marked is held back too (unless the list has an empty marking, ""), or the rule would hold only for
    those who think of it.
    """
    if is_local(base_url):
        return
    for allowed, path in may_leave():
        if _key(named(marking) or "") not in {_key(named(entry) if entry.strip() else "") for entry in allowed}:
            raise _held_back(marking, base_url, allowed, path)


def _held_back(marking: str | None, base_url: str, allowed: Sequence[str], path: Path) -> UsageError:
    listed = ", ".join(entry or '"" (not marked)' for entry in allowed) or "none"
    what = f"the marking {named(marking)!r}" if marking else "a brief without a marking"
    return UsageError(
        f"{what} may not leave this machine, and {urlsplit(base_url).hostname} is not known to be on it (localhost and "
        f"loopback addresses are): nothing was sent. {path} lets out: {listed}. Use a model on this machine "
        "(--base-url http://localhost:...), or --no-model."
    )


def is_local(base_url: str) -> bool:
    """Whether what is sent to an address stays on this machine.

    Only names and addresses that are loopback by their letters are taken for it (RFC 6761, 6.3; RFC 1122, 3.2.1.3): a
    name server can answer anything. What is sent there goes through no proxy.
    """
    host = (urlsplit(base_url).hostname or "").lower()
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _key(marking: str | None) -> str:
    return (marking or "").casefold()
