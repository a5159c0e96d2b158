"""ONE web of sample sites for the demo, the tests and the benchmarks; never evidence of accuracy.

Every page is written by us after the structure of the real software. Members' names are made up and exported as
`PLANTED_NAMES`, so that a test can search a database for them.
"""

from sampleweb.catalogue import DEFAULT_NOW, sites
from sampleweb.history import PastFigures, past_figures
from sampleweb.letters import SampleLetter, letters
from sampleweb.loopback import Request
from sampleweb.model import SampleBoard, SamplePast, SampleSite, SampleThread, SampleWishes
from sampleweb.names import PLANTED_NAMES
from sampleweb.organisations import write_organisations
from sampleweb.seedlist import address_of, days_of_change, write_additions, write_seeds
from sampleweb.server import SampleServer, serve

__all__ = [
    "DEFAULT_NOW",
    "PLANTED_NAMES",
    "PastFigures",
    "Request",
    "SampleBoard",
    "SampleLetter",
    "SamplePast",
    "SampleServer",
    "SampleSite",
    "SampleThread",
    "SampleWishes",
    "address_of",
    "days_of_change",
    "letters",
    "past_figures",
    "serve",
    "sites",
    "write_additions",
    "write_organisations",
    "write_seeds",
]
