"""The verbs as an operator meets them: a search from asking to result, on a web of this machine."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from forum_registry.command import main
from forum_registry.discovering import demand_alone
from forum_registry.stops import Refused
from registry.catalogue.model import Forum, Topic
from registry.catalogue.placing import Placement, list_seed
from registry.db import Sessions, now_utc
from registry.frontier.model import Host, Visit
from registry.frontier.workers import WorkerState, note_worker
from registry.history.marks import mark_demo
from registry.vocabulary import DiscoveryState
from tests.discover.making import TOPIC, ask_for, stands
from tests.discover.web import ForumTree
from tests.store.making import HOSTS, NOW

Here = Callable[..., tuple[int, str, str]]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def web() -> Iterator[ForumTree]:
    with ForumTree(12) as served:
        yield served


@pytest.fixture
def filled(sessions: Sessions) -> Sessions:
    """A demonstration's database that knows two topics."""
    with sessions.write() as session:
        mark_demo(session)
        session.add(Topic(path=TOPIC, title="Parenting, childcare and children's services", level=1, parent=None))
        session.add(Topic(path=f"{TOPIC}/childcare", title="Childcare and early years", level=2, parent=TOPIC))
    return sessions


class Command:
    """The command in a process of its own."""

    def __init__(self, database_url: str, port: int = 1) -> None:
        self.order = {"port": port}
        self.environment = {
            **os.environ,
            "FORUM_REGISTRY_DATABASE_URL": database_url,
            "FORUM_REGISTRY_CONTACT": "registry@example.org",
        }

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.discover.search_program"]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
            env=self.environment,
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(json.dumps({**self.order, "words": words}))
        process.stdin.close()
        process.stdin = None
        return process

    def __call__(self, *words: str) -> tuple[int, str, str]:
        process = self.start(*words)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        return process.returncode, out, err


@pytest.fixture
def here(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """The command in this process, for verbs that make no visit."""
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)

    def run(*words: str) -> tuple[int, str, str]:
        try:
            code = main(words)
        except SystemExit as ended:
            code = int(str(ended.code))
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def seed(sessions: Sessions, web: ForumTree) -> None:
    """The first forum of the tree stands on the list."""
    with sessions.write() as session:
        list_seed(session, Placement(web.address("f0"), "Parents", topics=(TOPIC,)), now=NOW, hosts=HOSTS)


def test_a_search_from_asking_to_result(filled: Sessions, database_url: str, web: ForumTree) -> None:
    seed(filled, web)
    code, out, err = Command(database_url, web.port)("discover", "--topic", TOPIC, "--by", "ann", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert (told["topic"], told["asked_by"], told["state"]) == (TOPIC, "ann", "done")
    assert told["ended_why"] == "nothing is left that promises anything"
    assert told["forums"] == told["of_topic"] == 11, "all but the one that was listed"
    assert told["sites"] == 24, "the forums and their shops"
    assert {one["name"] for one in told["found"]} == {f"Parents of toddlers {number}" for number in range(1, 12)}
    one = next(one for one in told["found"] if one["name"] == "Parents of toddlers 3")
    assert (one["platform"], one["named_by"], one["listed"]) == ("phpbb", web.address("f1"), False)
    assert one["topic"] == TOPIC
    assert one["score"] > 0
    assert one["evidence"]
    assert "another" not in json.dumps(one), "words of links are private"


def test_the_table_says_what_was_found_and_how_to_list_it(filled: Sessions, database_url: str, web: ForumTree) -> None:
    seed(filled, web)
    code, out, err = Command(database_url, web.port)("discover", "--topic", "childcare-parenting", "--sites", "6")
    assert code == 0, err
    assert "6 of 6 sites" in out
    assert "its budget is used" in out
    assert "discover --go-on 1 --sites N --budget PAGES" in out
    assert "Parents of toddlers 1" in out
    assert "seeds/forums.csv" in out
    code, out, _ = Command(database_url, web.port)("discover", "--go-on", "1", "--sites", "8", "--budget", "100")
    assert "8 of 8 sites" in out


def test_a_killed_search_goes_on(filled: Sessions, database_url: str, web: ForumTree) -> None:
    seed(filled, web)
    command = Command(database_url, web.port)
    first = command.start("discover", "--topic", TOPIC)
    deadline = time.monotonic() + 60
    while len(web.asked) < 12 and time.monotonic() < deadline:
        time.sleep(0.01)
    first.send_signal(signal.SIGKILL)
    first.communicate(timeout=30)
    assert stands(filled, 1).state is DiscoveryState.RUNNING
    code, out, err = command("discover", "--go-on", "1", "--json")
    assert code == 0, err
    told = json.loads(out)
    assert (told["state"], told["forums"], told["sites"]) == ("done", 11, 24)
    with filled.read() as session:
        visited = Counter(session.scalars(select(Visit.site_id).where(Visit.purpose == "discover")))
        assert set(visited.values()) == {1}, "no site was visited twice"
        assert session.scalar(select(func.count()).where(Host.lease_holder.is_not(None))) == 0
        assert session.scalar(select(func.count()).select_from(Forum)) == 12


def test_ctrl_c_leaves_a_search_that_goes_on_later(filled: Sessions, database_url: str, web: ForumTree) -> None:
    seed(filled, web)
    process = Command(database_url, web.port).start("discover", "--topic", TOPIC)
    deadline = time.monotonic() + 60
    while len(web.asked) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode in (0, 130), err
    if process.returncode == 130:
        assert "discover --go-on 1" in out
        assert stands(filled, 1).state is DiscoveryState.RUNNING


def test_queueing_asks_and_visits_nothing(filled: Sessions, here: Here) -> None:
    code, out, _ = here("discover", "--topic", f"{TOPIC}/childcare", "--budget", "70", "--queue")
    assert code == 0
    assert "Search 1" in out
    asked = stands(filled, 1)
    assert (asked.state, asked.most_pages, asked.most_sites) == (DiscoveryState.RUNNING, 70, 5000)
    code, _, err = here("discover", "--topic", f"{TOPIC}/childcare")
    assert code == 2
    assert "discover --go-on 1" in err


WRONG: list[tuple[tuple[str, ...], str]] = [
    (("--topic", "/childcare-parentin"), "Did you mean /childcare-parenting, /childcare-parenting/childcare?"),
    (("--topic", "Childcare and early year"), "Did you mean /childcare-parenting/childcare?"),
    (("--topic", "/zzz"), "there is no topic '/zzz'"),
    (("--go-on", "9"), "there is no search 9"),
    (("--topic", TOPIC, "--sites", "0"), "must be 1 or more"),
    ((), "one of the arguments --topic --go-on is required"),
]


def test_what_cannot_be_done_is_told_in_one_line(filled: Sessions, here: Here) -> None:
    for words, said in WRONG:
        code, _, err = here("discover", *words)
        assert code == 2
        assert said in err


def test_two_at_once_on_sqlite_are_refused(filled: Sessions, database_url: str) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    with filled.write() as session:
        for name in (f"{socket.gethostname()[:60]}-{dead.pid}-abcdef", f"{socket.gethostname()[:60]}-x"):
            note_worker(session, WorkerState(name, "1", "discover", now_utc()), now_utc(), ended=name.endswith("x"))
    demand_alone(filled)  # one is dead, one stopped in order
    with filled.write() as session:
        note_worker(session, WorkerState("elsewhere-17-abcdef", "1", "discover", now_utc()), now_utc())
    if database_url.startswith("postgresql"):
        demand_alone(filled)
        return
    with pytest.raises(Refused, match=r"elsewhere-17-abcdef works on this SQLite database.*--queue") as refused:
        demand_alone(filled)
    assert refused.value.code == 5


def test_a_search_is_listed_shown_and_decided_on(filled: Sessions, here: Here) -> None:
    assert "No search was ever asked for" in here("discoveries")[2]
    for topic in (TOPIC, f"{TOPIC}/a", f"{TOPIC}/b"):
        ask_for(filled, topic=topic, state=DiscoveryState.ASKED, by="a page of the service")
    lines = here("discoveries", "list", "--waiting", "--json")[1].splitlines()
    assert [json.loads(line)["id"] for line in lines] == [3, 2, 1]
    assert json.loads(here("discoveries", "allow", "1", "--json")[1])["state"] == "running"
    assert "refused: searched last month" in here("discoveries", "refuse", "2", "--reason", "searched last month")[1]
    assert "stopped: stopped by ann" in here("discoveries", "stop", "3", "--actor", "ann")[1]
    table = here("discoveries", "list")[1]
    assert all(word in table for word in ("running", "refused", "stopped", TOPIC))
    shown = here("discoveries", "show", "1")[1]
    assert "0 of 1,000 sites" in shown
    for words in (("allow", "1"), ("refuse", "1", "--reason", "x"), ("stop", "3"), ("show", "9")):
        assert here("discoveries", *words)[0] == 2
    for words in (("show",), ("list", "1"), ("refuse", "1"), ("stop", "1", "--waiting")):
        assert here("discoveries", *words)[0] == 2
