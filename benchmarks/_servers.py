"""The servers that are measured against each other, each alone on one core, and the load on another (wrk)."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks._list import PROJECT, SEEDS

CONNECTIONS = 32
START_S = 180.0


class Missing(Exception):
    """A program that a measure needs is not on this machine; its name is the message."""


def need(*programs: str) -> None:
    """Raise Missing for the first program that is not here."""
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(program)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _on_core(core: int, command: Sequence[str]) -> list[str]:
    many = (os.cpu_count() or 1) > 1 and shutil.which("taskset")
    return ["taskset", "-c", str(core), *command] if many else list(command)


@contextmanager
def running(command: Sequence[str], ready: str, **environment: str) -> Iterator[int]:
    """A server on the first core, from the moment `ready` answers until the end; gives its process id."""
    process = subprocess.Popen(
        _on_core(0, command), cwd=PROJECT, env={**os.environ, **environment},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(process, ready)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: "subprocess.Popen[bytes]", ready: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}: {process.args!r}")
        try:
            with urllib.request.urlopen(ready, timeout=5):  # noqa: S310  # loopback
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{ready} did not answer within {START_S:.0f} s")


@contextmanager
def ours(url: str, *, cache_bytes: int = 64 * 1024 * 1024) -> Iterator[tuple[str, int]]:
    """The service itself, by its own command; gives its address and process id. A cache of 1 byte keeps nothing."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    own = {"DATABASE_URL": url, "SEEDS": str(SEEDS), "CACHE_BYTES": str(cache_bytes), "REFRESH_S": "60"}
    command = [sys.executable, "-m", "forum_registry.command", "serve", "--port", str(port)]
    with running(command, f"{base}/readyz", **{f"FORUM_REGISTRY_{name}": value for name, value in own.items()}) as pid:
        yield base, pid


@contextmanager
def bare(table: Path) -> Iterator[str]:
    """An ASGI application of a few lines over sqlite3, under the same server."""
    port = free_port()
    command = [
        sys.executable, "-m", "uvicorn", "benchmarks._bare:app", "--port", str(port), "--log-level", "critical",
        "--no-access-log", "--lifespan", "off",
    ]  # fmt: skip
    with running(command, f"http://127.0.0.1:{port}/hello", BENCH_TABLE=str(table)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def datasette(table: Path) -> Iterator[str]:
    """Datasette on the table, its limits of time set aside so that it answers whole."""
    need("datasette")
    port = free_port()
    command = ["datasette", "serve", str(table), "--port", str(port)]
    for name, value in (("sql_time_limit_ms", 60_000), ("facet_time_limit_ms", 60_000), ("num_sql_threads", 1)):
        command += ["--setting", name, str(value)]
    with running(command, f"http://127.0.0.1:{port}/{table.stem}/forum.json?_size=1"):
        yield f"http://127.0.0.1:{port}/{table.stem}/forum.json"


@contextmanager
def nginx(folder: Path) -> Iterator[str]:
    """One worker of nginx, which gives the files of a folder."""
    need("nginx")
    port = free_port()
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log /dev/null;\n"
        "events { worker_connections 512; }\n"
        f"http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;\n"
        f" open_file_cache max=100 inactive=60s; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f" fastcgi_temp_path {folder}/fast; uwsgi_temp_path {folder}/uw; scgi_temp_path {folder}/scgi;\n"
        f" server {{ listen 127.0.0.1:{port}; root {folder}; }} }}\n"
    )
    folder.chmod(0o755)
    with running(["nginx", "-p", str(folder), "-c", str(conf)], f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}"


def per_second(addresses: Sequence[str], seconds: float, *, headers: Sequence[str] = (), expect: int = 200) -> float:
    """Answers a second to 32 connections that ask for the addresses in turn. Raises RuntimeError on other statuses."""
    need("wrk")
    base = addresses[0].split("/", 3)
    paths = [f"/{address.split('/', 3)[3]}" for address in addresses]
    script = PROJECT / "build" / f"paths-{os.getpid()}.lua"
    script.parent.mkdir(exist_ok=True)
    listed = ",\n".join(f"[=====[{path}]=====]" for path in paths)
    script.write_text(
        f"local paths = {{{listed}}}\nlocal n = 0\n"
        "request = function() n = n % #paths + 1; return wrk.format('GET', paths[n]) end\n"
    )
    asked = [part for header in headers for part in ("-H", header)]
    # One address needs no script, and a script costs the load more than the quickest answers cost the server.
    where = ["-s", str(script), "/".join(base[:3])] if len(paths) > 1 else [addresses[0]]
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", *asked, *where]
    done = subprocess.run(_on_core(1, command), capture_output=True, text=True, check=False)
    script.unlink()
    if done.returncode != 0:
        raise RuntimeError(f"wrk ended with {done.returncode}: {done.stderr.strip()[:200]}")
    if expect < 400 and "Non-2xx or 3xx" in done.stdout:
        raise RuntimeError(f"some answers were errors: {done.stdout.strip()[-300:]}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None:
        raise RuntimeError("wrk gave no rate")
    return float(found.group(1))


def row(name: str, ratio: float, ours_: float, theirs: float, goal: float, *, most: bool = False) -> None:
    """Print one line of the table; `most`: the goal is a ceiling."""
    verdict = "ok" if (ratio <= goal if most else ratio >= goal) else "short"
    print(f"{name}\t{ratio:.2f}\t{ours_:.4g}\t{theirs:.4g}\t{goal:g}\t{verdict}", flush=True)


def skipped(name: str, goal: float, what: str) -> None:
    """Print that a measure could not be made on this machine."""
    print(f"{name}\t-\t-\t-\t{goal:g}\tskipped:{what} is not installed", flush=True)
