"""P1: pages per CPU second of the whole visit pipeline, in units of Scrapy with an empty callback on the same pages.

Ours: lease, robots.txt, fetch, recognise, read, assess and keep in SQLite, until nothing is due. Theirs: a plain Scrapy
spider that is given the addresses of the very pages ours read, 64 at once, and does nothing with them. Each runs in a
child of its own, one after the other, against one server in a third process; the better of three runs counts for
each. CPU time is the child's own, from the first visit or request to the end. robots.txt is no page: ours pays for it.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from benchmarks._sample import PROJECT, SEEDS, make_database, sample_web

GOAL = 0.8
COPIES = 12
RUNS = 3


def cpu_s() -> float:
    """CPU seconds of this process so far, in the kernel too."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ours(order: dict[str, Any]) -> dict[str, float]:
    """Crawl a database until nothing is due."""
    from crawler.limits import Limits
    from crawler.process import CrawlOptions, Policy, crawl

    began: list[float] = []
    limits = Limits(default_delay_s=0.0)
    options = CrawlOptions(order["database"], SEEDS, policy=Policy.loopback(order["port"]), limits=limits)
    summary = crawl(options, lambda _: None if began else began.append(cpu_s()))
    return {"pages": summary.pages, "cpu_s": cpu_s() - began[0], "forums": summary.forums}


def theirs(order: dict[str, Any]) -> dict[str, float]:
    """Fetch the same pages by Scrapy's usual way, with a callback that does nothing."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    from crawler.egress import Policy

    began: list[float] = []

    class Empty(scrapy.Spider):
        name = "empty"
        pages = 0

        async def start(self) -> AsyncIterator[Any]:
            began.append(cpu_s())
            for url in order["urls"]:
                yield scrapy.Request(url, callback=self.parse, dont_filter=True)

        def parse(self, *_: Any, **__: Any) -> None:
            Empty.pages += 1

    settings = {
        "CONCURRENT_REQUESTS": 64,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "COOKIES_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
        "REDIRECT_ENABLED": False,
        "DOWNLOAD_DELAY": 0,
        "TWISTED_DNS_RESOLVER": "crawler.resolver.GuardedResolver",  # knows NAME.localhost, which Python does not
        "EGRESS_POLICY": Policy.loopback(order["port"]),
    }
    process = AsyncCrawlerProcess(settings)
    process.crawl(Empty)
    process.start()
    return {"pages": Empty.pages, "cpu_s": cpu_s() - began[0]}


def run(mode: str, order: dict[str, Any]) -> dict[str, float]:
    """One side in a child; what it says of itself."""
    command = [sys.executable, "-m", "benchmarks.p1_crawl", mode]
    ran = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, cwd=PROJECT, check=False)
    if ran.returncode != 0:
        raise RuntimeError(f"{mode}: {ran.stderr[-2000:]}")
    said: dict[str, float] = json.loads(ran.stdout)
    return said


def measure() -> tuple[float, float]:
    """Pages per CPU second: ours and theirs."""
    rates: dict[str, list[float]] = {"ours": [], "theirs": []}
    with sample_web(COPIES) as web, tempfile.TemporaryDirectory() as folder:
        for number in range(RUNS):
            database = f"sqlite:///{Path(folder) / f'{number}.db'}"
            make_database(database, web.forums, known=True)
            web.asked()
            done = run("ours", {"database": database, "port": web.port})
            urls = [f"http://{host}:{web.port}{path}" for host, path in web.asked() if path != "/robots.txt"]
            if done["forums"] < 0.7 * len(web.forums) or abs(len(urls) - done["pages"]) > 0.05 * len(urls):
                raise RuntimeError(f"the crawl is not what it should be: {done}, {len(urls)} pages asked for")
            rates["ours"].append(done["pages"] / done["cpu_s"])
            done = run("theirs", {"urls": urls, "port": web.port})
            rates["theirs"].append(done["pages"] / done["cpu_s"])
    return max(rates["ours"]), max(rates["theirs"])


def main() -> None:
    """Print the row."""
    one, other = measure()
    ratio = one / other
    print(f"P1\t{ratio:.2f}\t{one:.0f}\t{other:.0f}\t{GOAL}\t{'ok' if ratio >= GOAL else 'short'}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps({"ours": ours, "theirs": theirs}[sys.argv[1]](json.load(sys.stdin))))
    else:
        main()
