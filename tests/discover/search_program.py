"""The command on a web of this machine: a JSON object on standard input says which words, which database and port."""

import json
import sys
from dataclasses import replace
from typing import Any

from crawler.egress import Policy
from crawler.options import CrawlOptions
from forum_registry.command import main
from registry.settings import Settings

ORDER: dict[str, Any] = json.load(sys.stdin)
REAL = CrawlOptions.from_settings


def options(settings: Settings, **more: Any) -> CrawlOptions:
    """The operator's settings, with the port of the test let through the guard and short leases."""
    made = REAL(settings, **more)
    limits = replace(made.limits, default_delay_s=0.0, lease_s=ORDER.get("lease_s", 3.0), workers=4)
    return replace(made, policy=Policy(frozenset({("127.0.0.1", ORDER["port"])})), limits=limits)


CrawlOptions.from_settings = options  # type: ignore[assignment,method-assign]  # the command has no such door
sys.exit(main(ORDER["words"]))
