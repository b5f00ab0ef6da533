"""Files, folders, standard input and objects in; normalised articles out. Bad input is listed, never a crash."""

from briefing.ingest.files import MANIFESTS
from briefing.ingest.intake import ingest, spare
from briefing.ingest.language import detect
from briefing.ingest.manifest import written
from briefing.ingest.record import Ingested

__all__ = ["MANIFESTS", "Ingested", "detect", "ingest", "spare", "written"]
