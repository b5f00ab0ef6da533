"""How much of anything is taken in: what is above a limit is named, and cut or left out."""

from __future__ import annotations

from typing import Final

# A reply of a model ------------------------------------------------------------------------------------------------

REPLY_BYTES: Final = 32_000_000
"""Bytes of one reply, unpacked: 128 long vectors are a third of it, and no model writes a tenth."""
DOWNLOAD_BYTES: Final = 2_000_000_000
"""Bytes of one results file of a batch: ten times what its requests may have."""
REPLY_ITEMS: Final = 400
"""Items of one list of a reply: ten facts a line, and more than there are labels to name."""
STATEMENT_CHARACTERS: Final = 2_000
"""Characters of one statement: a long paragraph. What is longer is no sentence."""
