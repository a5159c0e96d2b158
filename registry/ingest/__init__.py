"""The only door by which crawled and imported facts enter the registry."""

from registry.ingest.door import Ingested, ingest, ingest_all
from registry.ingest.importing import BadLine, ImportReport, import_profiles
from registry.ingest.judging import Assesses

__all__ = ["Assesses", "BadLine", "ImportReport", "Ingested", "import_profiles", "ingest", "ingest_all"]
