"""Everything that briefing raises on purpose, split by what the user does next.

    BriefingError
    ├── UsageError      the call is wrong: correct the command or the arguments
    │   └── TopicError  the topic file is missing or wrong: correct the file
    ├── InputError      there is nothing to work on: name other articles
    ├── EndpointError   the model could not be asked: mend key, name or address
    │   └── SetupError  and no later call can do better (wrong key, unknown model)
    ├── OutputError     the brief could not be written: name another place
    └── DegradedError   `--strict`: a brief could be made, but not a complete one

Each message says what, where and what to do next, and is fit to be shown as it is.
"""

from __future__ import annotations


class BriefingError(Exception):
    """The root: whatever is raised on purpose is one of these."""


class UsageError(BriefingError):
    """The call itself is wrong (exit status 2)."""


class TopicError(UsageError):
    """A topic is unknown, or its file cannot be read or is not complete."""


class InputError(BriefingError):
    """No usable article, or a brief that cannot be read (exit status 1)."""


class EndpointError(BriefingError):
    """A model call gave no usable reply after its retries.

    `code` is a short stable word for programs; messages do not show it: `connect`, `timeout`, `auth`, `not_found`,
    `forbidden` (the key, or this one text),
    `rate_limit`, `server`, `bad_request`, `not_json`, `schema`, `empty`, `refusal`, `length`, `truncated` (the prompt
    did not fit the model's context), `budget`, `stopped`, `not_recorded`.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class SetupError(EndpointError):
    """No later call can do better: the key or the model's name is wrong, or nothing listens at the address."""


class OutputError(BriefingError):
    """An output file cannot be written."""


class DegradedError(BriefingError):
    """Raised under `strict` in place of a brief that is not complete. Nothing is written."""
