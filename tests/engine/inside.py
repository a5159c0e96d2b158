"""Runs within a network namespace (`unshare -rnm python -m tests.engine.inside FOLDER`): sets up the addresses and the
internet of `world`, runs `runner` with the order from standard input, prints its results and who was connected to.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ADDRESSES = [
    "93.184.216.34/32", "169.254.169.254/32", "10.0.0.5/32", "192.168.1.1/32", "100.64.0.1/32", "192.0.0.192/32",
    "2606:2800:220:1::1/128", "fd00::5/128", "64:ff9b::a00:5/128", "64:ff9b::7f00:1/128", "2002:a00:5::1/128",
]  # fmt: skip


def main(folder: Path) -> None:
    order = sys.stdin.read()
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in ADDRESSES:
        subprocess.run(["ip", "addr", "add", address, "dev", "lo"], check=True)
    resolv = folder / "resolv.conf"
    resolv.write_text("nameserver 127.0.0.1\noptions timeout:20 attempts:1\n")
    subprocess.run(["mount", "--bind", resolv, "/etc/resolv.conf"], check=True)
    pipe = subprocess.PIPE
    world = subprocess.Popen([sys.executable, "-m", "tests.engine.world", folder], stdin=pipe, stdout=pipe, text=True)
    assert world.stdout is not None
    world.stdout.readline()
    environment = {**os.environ, "SSL_CERT_FILE": str(folder / "ca.pem"), **json.loads(order).get("environment", {})}
    run = subprocess.run(
        [sys.executable, "-m", "tests.engine.runner"],
        input=order, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    sys.stderr.write(run.stderr)
    hits, _ = world.communicate()
    json.dump({**json.loads(run.stdout or "{}"), "hits": json.loads(hits)}, sys.stdout)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
