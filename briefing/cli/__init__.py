"""The command line: it parses, calls the library and prints. Nothing here knows how a brief is made."""

from briefing.cli.app import main

__all__ = ["main"]
