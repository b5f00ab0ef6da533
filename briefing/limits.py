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

# A file ------------------------------------------------------------------------------------------------------------

FILE_BYTES: Final = 32 * 1024 * 1024
"""Bytes of a file of text, which may hold many articles: an export of ten thousand."""
PACKED_BYTES: Final = 10 * 1024 * 1024
"""Bytes of a PDF, a Word file or a mail, whose bytes are not its text."""
UNPACKED_BYTES: Final = 48 * 1024 * 1024
"""Bytes of one part of a packed file, unpacked: a map drawn in lines has some million."""
READ_SECONDS: Final = 20.0
"""Seconds that reading one file may take: a hundred times what a long one needs."""
READ_MEMORY: Final = 1024 * 1024 * 1024
"""Bytes of memory of the process that reads a file."""
APART_BYTES: Final = 100_000
"""A file of text with more bytes is read by a process of its own; a shorter one cannot take long."""
ELEMENTS: Final = 100_000
"""Elements of an HTML page or a Word file: ten times those of a long page."""
DEPTH: Final = 100
"""Levels of lists and objects within one another, in JSON."""
PARTS: Final = 200
"""Parts of a mail, attachments and all."""
PAGES: Final = 500
"""Pages of a PDF: a newspaper has some hundred, a book more."""
PAGE_CHARACTERS: Final = 200_000
"""Characters of a page of a PDF: small print has some 10,000."""
ARTICLES: Final = 10_000
"""Articles of one file."""
ARTICLE_CHARACTERS: Final = 500_000
"""Characters of one article: a long report. A book is to be cut."""
FIELD_CHARACTERS: Final = 1_000
"""Characters of a title, an outlet, an address or a date; what stands behind them is cut off."""
SENTENCE_CHARACTERS: Final = 4_000
"""Characters of one sentence: two pages of a book without a full stop. What is longer is no sentence."""
