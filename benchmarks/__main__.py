"""Run the measures: `python -m benchmarks [NAME ...]`; a name picks every module that begins with it.

Each runs in a process of its own, so that none warms another's caches. Exit code 1 when one could not run;
a ratio that fell short is told in its row and is no error: machines are noisy.
"""

import pkgutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(wanted: list[str]) -> int:
    """Run what was asked for, or everything; give back the exit code."""
    names = sorted(found.name for found in pkgutil.iter_modules([str(HERE)]) if not found.name.startswith("_"))
    chosen = [name for name in names if not wanted or any(name.startswith(word.lower()) for word in wanted)]
    if not chosen:
        print(f"no measure begins with {' or '.join(wanted)}; there are: {', '.join(names)}", file=sys.stderr)
        return 2
    print("ID\tratio\tours\ttheirs\tgoal\tverdict", flush=True)
    failed = 0
    for name in chosen:
        ran = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], cwd=HERE.parent, check=False)
        if ran.returncode != 0:
            failed += 1
            print(f"{name}\t-\t-\t-\t-\tfailed: exit {ran.returncode}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
