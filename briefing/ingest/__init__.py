"""Files, folders, standard input and objects in; normalised articles out. Bad input is listed, never a crash."""

from briefing.ingest.files import MANIFESTS
from briefing.ingest.intake import ingest, spare
from briefing.ingest.language import detect
from briefing.ingest.manifest import written
from briefing.ingest.record import Ingested
from briefing.ingest.word import page as word_page

__all__ = ["MANIFESTS", "Ingested", "detect", "ingest", "spare", "word_page", "written"]
