"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from briefing.errors import OutputError


def save(path: Path, content: str | bytes, *, instead: str = "Name another place with -o.") -> None:
    """Write `content` (text as UTF-8, line ends as they are) to `path`.

    It goes to a temporary file in the same folder, which then takes the place of `path`: a reader sees the old file or
    the new one, never a part. Raises `OutputError`, which ends with what to do `instead`.
    """
    # A link stays a link: what it points to is replaced.
    target = path.resolve()
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        try:
            with temporary.open("xb") as file:
                file.write(content.encode() if isinstance(content, str) else content)
                file.flush()
                # Without it a power cut after the rename can leave an empty file under the old one's name.
                os.fsync(file.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror or error}. {instead}") from error
