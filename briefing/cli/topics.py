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
    invoke_without_command=True,
    epilog="\b\nExamples:\n  briefing topics\n  briefing topics new port-strike",
)

_NAME = re.compile(r"[\w.-]+")

_TEMPLATE = Path(__file__).with_name("topic.toml")


@app.callback()
def _topics(context: typer.Context) -> None:
    if context.invoked_subcommand is not None:
        return
    with told():
        from briefing.prompts import topics as shipped

        found = shipped()
        width = max(len(topic.name) for topic in found)
        for topic in found:
            sections = ", ".join(section.title for section in topic.sections)
            out([f"{topic.name:<{width}}  {topic.title}", f"{'':<{width}}  sections: {sections}"])
        # On standard error: what is listed stays fit for a pipe.
        say("for a topic of your own: briefing topics new NAME")


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
                file.write(_TEMPLATE.read_text("utf-8").format(file=path, title=title))
        except FileExistsError as error:
            raise UsageError(
                f"{path} is there already and was left as it is. Edit it, or take another name."
            ) from error
        except OSError as error:
            raise UsageError(f"{path} cannot be written: {error.strerror}. Try it in another folder.") from error
        say(f"wrote {path}; edit it, then: briefing generate articles/ --topic {path} -o brief.html")
