"""ONE web of sample sites for the demo, the tests and the benchmarks; never evidence of accuracy.

Every page is written by us after the structure of the real software. Members' names are made up and exported as
`PLANTED_NAMES`, so that a test can search a database for them.
"""

from sampleweb.catalogue import DEFAULT_NOW, sites
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.names import PLANTED_NAMES
from sampleweb.seedlist import write_seeds
from sampleweb.server import Request, SampleServer, serve

__all__ = [
    "DEFAULT_NOW",
    "PLANTED_NAMES",
    "Request",
    "SampleBoard",
    "SampleServer",
    "SampleSite",
    "SampleThread",
    "serve",
    "sites",
    "write_seeds",
]
