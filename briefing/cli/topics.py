"""The topics that come with the program, and a new one to be edited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.streams import out, say, told
from briefing.errors import UsageError

app = typer.Typer(
    help="List the topics that come with the program, or start one of your own.",
    rich_markup_mode=None,
    invoke_without_command=True,
    epilog="\b\nExamples:\n  briefing topics\n  briefing topics new port-strike",
)

_NAME = re.compile(r"[\w.-]+")

_TEMPLATE = """\
# A topic: what a brief is about, how it is divided, and how reliable the outlets are held to be.
# Edit it, then: briefing generate articles/ --topic {file} -o brief.html

# The title of the brief.
title = "{title}"

# What belongs in the brief, in the words that articles use: names, places, events, with their other spellings. An
# article that shares too few of them is off the topic and is listed as such. Leave it empty ("") to take everything.
scope = \"\"\"
The strike of the dockers in Varna: talks, demands, ships that wait, losses, police and pickets.\\
\"\"\"

# The sections of the brief, in their order. A sentence goes to the section whose `about` it shares most words with, so
# write down the words that you expect in it. `id` is a short name that no other section has.
[[sections]]
id = "talks"
title = "The talks"
about = "Offers, demands, mediation, meetings, votes of the union, the port authority, the minister."

[[sections]]
id = "port"
title = "The port"
about = "Ships waiting, cargo, losses, police, pickets, blockades, injuries, arrests."

# How reliable an outlet is, on the Admiralty scale: A completely, B usually, C fairly, D not usually reliable, E
# unreliable, F cannot be judged. The name is the publisher as the articles give it; one that is not listed is F.
[outlets]
"Harbour Gazette" = "B"
"Coast Post" = "D"
"""


@app.callback()
def _topics(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        _listed()


@app.command(epilog="\b\nExample:\n  briefing topics new port-strike")
def new(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What to call it; the file is NAME.toml in this folder.")],
) -> None:
    """Write a topic file to edit, with every line explained.

    A file that is there already is left alone.
    """
    with told():
        stem = name.removesuffix(".toml")
        if not _NAME.fullmatch(stem) or stem.startswith("."):
            raise UsageError(f"{name!r} cannot name a topic. Use letters, digits and hyphens, such as port-strike.")
        path = Path(f"{stem}.toml")
        title = stem.replace("-", " ").replace("_", " ").capitalize()
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(_TEMPLATE.format(file=path, title=title))
        except FileExistsError as error:
            raise UsageError(
                f"{path} is there already and was left as it is. Edit it, or take another name."
            ) from error
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}. Try it in another folder.") from error
        say(f"wrote {path}; edit it, then: briefing generate articles/ --topic {path} -o brief.html")


def _listed() -> None:
    with told():
        from briefing.prompts import topics as shipped

        found = shipped()
        width = max(len(topic.name) for topic in found)
        out(
            line
            for topic in found
            for line in (
                f"{topic.name:<{width}}  {topic.title}",
                f"{'':<{width}}  sections: {', '.join(section.title for section in topic.sections)}",
            )
        )
        # On standard error: what is listed stays fit for a pipe.
        say("for a topic of your own: briefing topics new NAME")
