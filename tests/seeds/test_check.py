"""The offline check: each malformed row is named by file, line, column and reason, and costs no other row."""

from pathlib import Path

import pytest

from registry.identity import SharedHosts
from registry.seeding import SeedProblem, check_seeds
from registry.seeding.folder import read_seeds
from tests.seeds.folder import FILES, make_seeds, with_row


def only(problems: list[SeedProblem]) -> SeedProblem:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


def test_a_sound_folder_has_no_problems(tmp_path: Path) -> None:
    assert check_seeds(make_seeds(tmp_path)) == []


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (",No Address,,,,,,https://a.example.com/x,", "address", "no address"),
        ("ftp://a.example.com/,Ftp,,,,,,https://b.example.com/x,", "address", "not a web address"),
        ("https://user:pw@a.example.com/,Login,,,,,,https://b.example.com/x,", "address", "user name"),
        ("https://a..example.com/,Dots,,,,,,https://b.example.com/x,", "address", "not a host name"),
        ("https://healthunlocked.com/,Which,,,,,,https://b.example.com/x,", "address", "many communities"),
        ("https://a.example.com/,,,,,,,https://b.example.com/x,", "name", "no name"),
        ("https://a.example.com/," + "n" * 201 + ",,,,,,https://b.example.com/x,", "name", "201 characters"),
        ("https://a.example.com/,No Source,,,,,,,", "named_in", "no source"),
        ("https://a.example.com/,Myself,,,,,,https://www.a.example.com/,", "named_in", "the forum itself"),
        ("https://a.example.com/,Word,,,,,,a friend told me,", "named_in", "neither"),
        ("https://a.example.com/,Path,,,,,,shared/../../etc/passwd,", "named_in", "neither"),
        ("https://a.example.com/,Up,,,,,,../etc/passwd,", "named_in", "neither"),
        ("https://a.example.com/,Up,,,,,,../../shared/data/x,", "named_in", "neither"),
        ("https://a.example.com/,Up,,,,,,../shared/data/../x,", "named_in", "neither"),
        ("https://a.example.com/,Up,,,,,,../shared/design.md,", "named_in", "neither"),
        ("https://a.example.com/,Root,,,,,,/etc/passwd,", "named_in", "neither"),
        ("https://a.example.com/,Script,,,,,,javascript://b.example.com/%0aalert(1),", "named_in", "not a web address"),
        ("https://a.example.com/,Topic,/educaton,,,,,https://b.example.com/x,", "topic", "/educaton"),
        ("https://a.example.com/,Two,/education|/no,,,,,https://b.example.com/x,", "topic", "/no"),
        ("https://a.example.com/,Region,,E08000099,,,,https://b.example.com/x,", "region", "E08000099"),
        ("https://a.example.com/,Language,,,English,,,https://b.example.com/x,", "language", "English"),
        ("https://a.example.com/,Kind,,,,gossip,Because it is busy,https://b.example.com/x,", "sensitive", "gossip"),
        ("https://a.example.com/,Reason,,,,abuse,because,https://b.example.com/x,", "sensitive_reason", "reason"),
        ("https://a.example.com/,Reason,,,,,Because it is very busy,https://b.example.com/x,", "sensitive", "reason"),
        ("http://www.STUDENTS.example.org:80/index.php,Twice,,,,,,https://b.example.com/x,", "address", "line 2"),
        ("https://a.example.com/,Too few", "", "2 cells"),
        ("https://a.example.com/,Too many,,,,,,https://b.example.com/x,,,", "", "11 cells"),
        ('https://a.example.com/,"Open quote,,,,,,https://b.example.com/x,', "", "quotes"),
        ('https://a.example.com/,"Quote" behind,,,,,,https://b.example.com/x,', "", "quotes"),
        ("https://a.example.com/,Nul\0,,,,,,https://b.example.com/x,", "name", "U+0000"),
        ("https://a.example.com/,Turn\u202eed,,,,,,https://b.example.com/x,", "name", "U+202E"),
        ("x" * 30_000, "", "30000 characters"),
    ],
)  # fmt: skip
def test_a_malformed_row_says_where_and_why_and_the_others_load(
    tmp_path: Path, row: str, column: str, reason: str
) -> None:
    folder = make_seeds(
        tmp_path, forums_csv=with_row(row) + "https://last.example.org/,Last,,,,,,https://b.example.com/y,\n"
    )
    problem = only(check_seeds(folder))
    assert (problem.file, problem.line, problem.column) == ("forums.csv", 5, column)
    assert reason in problem.reason
    assert problem.advice
    read = read_seeds(folder, SharedHosts.load(folder / "hosts.toml"))
    assert [seed.name for seed in read.forums] == ["Students Together", "Bus Talk", "A Quiet Place", "Last"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.rstrip("\n"),
        lambda text: text.replace(",Bus Talk,", ',"Bus Talk",'),
        lambda text: text.replace("Bus Talk", "  Bus Talk  "),
    ],
    ids=["byte order mark", "CRLF", "CR", "blank lines", "no last line end", "quotes", "spaces"],
)  # fmt: skip
def test_ways_to_save_a_table_make_no_difference(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    folder = make_seeds(tmp_path, forums_csv=spoil(FILES["forums.csv"]))
    assert check_seeds(folder) == []
    read = read_seeds(folder, SharedHosts.load(folder / "hosts.toml"))
    assert [seed.name for seed in read.forums] == ["Students Together", "Bus Talk", "A Quiet Place"]


def test_bytes_that_are_not_utf8_cost_their_row_only(tmp_path: Path) -> None:
    row = "https://a.example.com/,Caf\xe9,,,,,,https://b.example.com/x,\n".encode("latin-1")
    folder = make_seeds(tmp_path, forums_csv=FILES["forums.csv"].encode() + row)
    problem = only(check_seeds(folder))
    assert (problem.line, problem.column) == (5, "name")
    assert "UTF-8" in problem.reason


@pytest.mark.parametrize(
    ("content", "line", "column", "reason"),
    [
        (None, 0, "", "no such file"),
        (b"", 1, "", "empty"),
        (b"\n\n", 1, "", "empty"),
        (FILES["forums.csv"].encode("utf-16"), 0, "", "UTF-16"),
        ("address,name\nhttps://a.example.com/,A\n", 1, "named_in", "missing"),
        ("address,name,name,named_in\n", 1, "name", "twice"),
        ('address,"name\n', 1, "", "quotes"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_clear_problem(
    tmp_path: Path, content: str | bytes | None, line: int, column: str, reason: str
) -> None:
    problem = only(check_seeds(make_seeds(tmp_path, forums_csv=content)))
    assert (problem.file, problem.line, problem.column) == ("forums.csv", line, column)
    assert reason in problem.reason


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    folder = make_seeds(tmp_path, forums_csv=None)
    (folder / "forums.csv").mkdir()
    assert only(check_seeds(folder)).file == "forums.csv"


def test_a_misspelt_column_is_named_and_the_rows_are_read(tmp_path: Path) -> None:
    folder = make_seeds(tmp_path, forums_csv=FILES["forums.csv"].replace(",note", ",notes"))
    problem = only(check_seeds(folder))
    assert (problem.line, problem.column) == (1, "notes")
    assert len(read_seeds(folder, SharedHosts()).forums) == 3


def test_a_missing_closed_list_does_not_refuse_every_row(tmp_path: Path) -> None:
    problems = check_seeds(make_seeds(tmp_path, govuk_topics_csv=None, councils_csv=None))
    assert [(p.file, p.line) for p in problems] == [("govuk_topics.csv", 0), ("councils.csv", 0)]


@pytest.mark.parametrize(
    ("file", "content", "line", "reason"),
    [
        ("topics.toml", None, 0, "no such file"),
        ("topics.toml", "", 0, "names no subject"),
        ("topics.toml", b"\xff\xfe\x00", 0, "not UTF-8"),
        ("topics.toml", FILES["topics.toml"] + "strong =\n", 10, "Invalid value"),
        ("topics.toml", FILES["topics.toml"].replace("[[subject]]", "[subject]"), 0, "list of tables"),
        ("topics.toml", FILES["topics.toml"].replace("/education/teaching", "/magic"), 5, "unknown topic /magic"),
        ("topics.toml", FILES["topics.toml"].replace('["teachers"]', '["wizards"]'), 5, "unknown audience wizards"),
        ("topics.toml", FILES["topics.toml"].replace('"supply teacher, lesson plan"', "3"), 0, "must be words"),
        ("topics.toml", FILES["topics.toml"].replace("keeper", "keepr"), 0, "names no keeper"),
        ("signs.toml", None, 0, "no such file"),
        ("signs.toml", "\n", 0, "names no sign"),
        ("signs.toml", "[country.GB\n", 1, "Expected"),
        ("signs.toml", "country = 3\n", 0, "must be a table"),
        ("signs.toml", FILES["signs.toml"] + "[support.for]\nloud = 'please'\n", 0, "unknown word 'loud'"),
        ("places.csv", None, 0, "no such file"),
        ("places.csv", "", 1, "empty"),
        ("places.csv", "name,kind,code,trap,also\n", 1, "no rows"),
        ("places.csv", "name,code\nHillsborough,E08000019\n", 1, "missing"),
        ("places.csv", FILES["places.csv"] + "Nowhere,local,E08000099,,\n", 4, "'E08000099' is not known"),
        ("places.csv", FILES["places.csv"] + "Walkley,realm,E08000019,,\n", 4, "no kind of place"),
        ("places.csv", FILES["places.csv"] + "Galway,local,IE-G,,\n", 4, "twice"),
        ("hosts.toml", None, 0, "no such file"),
        ("hosts.toml", "", 0, "names no host"),
        ("hosts.toml", "[[shared]\n", 1, "Expected"),
        ("hosts.toml", "shared = [3]\n", 0, "list of tables"),
        ("hosts.toml", '[[shared]]\ndomain = "students.example.org"\nquery = 3\n', 0, "`query` must be"),
        ("organisations.csv", FILES["organisations.csv"].partition("\n")[0] + "\n", 1, "no rows"),
        ("forums.csv", FILES["forums.csv"].partition("\n")[0] + "\n", 1, "no rows"),
    ],
)  # fmt: skip
def test_every_file_of_the_folder_is_looked_at(
    tmp_path: Path, file: str, content: str | bytes | None, line: int, reason: str
) -> None:
    problem = only(check_seeds(make_seeds(tmp_path, **{file.replace(".", "_"): content})))
    assert (problem.file, problem.line) == (file, line), problem
    assert reason in problem.reason, problem
    assert problem.advice


def test_broken_lists_hide_nothing_of_the_files_assessing_goes_by(tmp_path: Path) -> None:
    folder = make_seeds(tmp_path, govuk_topics_csv=None, councils_csv=None, signs_toml="[", places_csv="name\n")
    assert [p.file for p in check_seeds(folder)] == ["govuk_topics.csv", "councils.csv", "signs.toml"] + [
        "places.csv"
    ] * 2


PRIVATE = [
    "http://127.0.0.1/", "http://127.0.0.1:8000/forum/", "http://169.254.169.254/", "http://10.0.0.1/", "http://[::1]/",
    "http://192.168.1.1/", "http://[fd00::1]:8080/", "http://[::ffff:10.0.0.1]/", "http://[2002:7f00:1::]/",
    "http://localhost/", "http://localhost:9000/", "http://forum.localhost/", "http://router/", "http://nas.local/",
    "http://intranet.internal/", "http://box.home.arpa/", "http://2130706433/", "http://0x7f.1/", "http://0.0.0.0/",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_that_are_not_public_are_refused(tmp_path: Path, address: str) -> None:
    row = f"{address},Private,,,,,,https://b.example.com/x,"
    problem = only(check_seeds(make_seeds(tmp_path, forums_csv=with_row(row))))
    assert (problem.file, problem.line, problem.column) == ("forums.csv", 5, "address")
    row = f"https://a.example.com/,Private,,,,,,{address}page,"
    problem = only(check_seeds(make_seeds(tmp_path, forums_csv=with_row(row))))
    assert (problem.file, problem.line, problem.column) == ("forums.csv", 5, "named_in")


def test_public_address_literals_may_stay(tmp_path: Path) -> None:
    rows = "http://93.184.216.34/,Four,,,,,,http://93.184.216.35/x,\nhttp://[2606:2800:220:1::]/,Six,,,,,,https://b.example.com/,"
    assert check_seeds(make_seeds(tmp_path, forums_csv=with_row(rows))) == []


def test_the_sample_web_may_be_listed_by_a_demonstration_only(tmp_path: Path) -> None:
    rows = with_row("http://hens.localhost:8100/,Hens,,,,,,http://ducks.localhost:8100/links,")
    folder = make_seeds(tmp_path, forums_csv=rows)
    assert only(check_seeds(folder)).column == "address"
    assert check_seeds(folder, demo=True) == []
    folder = make_seeds(tmp_path, forums_csv=with_row("http://127.0.0.1:8100/,Hens,,,,,,https://b.example.com/x,"))
    assert only(check_seeds(folder, demo=True)).column == "address"


@pytest.mark.parametrize("source", ["shared/data/list.csv", "../shared/data/list.csv"])
def test_a_file_of_the_data_for_building_is_one_however_it_is_written(tmp_path: Path, source: str) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    content = with_row(f"https://a.example.com/,A,,,,,,{source},").replace("shared/data/forum_sites.csv", source)
    folder = make_seeds(checkout / "seeds", forums_csv=content)
    assert check_seeds(folder) == []
    assert read_seeds(folder, SharedHosts()).forums[-1].named_in == "shared/data/list.csv"
    data = tmp_path / "shared" / "data"
    data.mkdir(parents=True)
    assert {(p.line, p.column, p.reason) for p in check_seeds(folder)} == {
        (line, "named_in", "there is no file shared/data/list.csv") for line in (3, 5)
    }
    (data / "list.csv").write_text("address\n", encoding="utf-8")
    assert check_seeds(folder) == []


def test_hosts_that_cannot_be_read_are_the_first_problem(tmp_path: Path) -> None:
    assert check_seeds(make_seeds(tmp_path, hosts_toml="[[shared]\n"))[0].file == "hosts.toml"
    assert check_seeds(make_seeds(tmp_path, hosts_toml=None))[0].file == "hosts.toml"


@pytest.mark.parametrize(
    ("file", "row", "column"),
    [
        ("govuk_topics.csv", "education,Education,1,", "path"),
        ("govuk_topics.csv", "/education,Education,1,", "path"),
        ("govuk_topics.csv", "/new,,1,", "title"),
        ("govuk_topics.csv", "/new,New,one,", "level"),
        ("regions.csv", "gb,Britain,country,,GB,", "code"),
        ("regions.csv", "GB,Britain,country,,GB,", "code"),
        ("regions.csv", "FR,,country,,FR,", "name"),
        ("regions.csv", "FR,France,realm,,FR,", "kind"),
        ("regions.csv", "FR,France,country,,France,", "country"),
        ("regions.csv", "FR-1,Part,region,FR,FR,", "parent"),
        ("councils.csv", "E0800,Leeds,England,Yorkshire and The Humber,no,", "gss_code"),
        ("councils.csv", "E08000019,Leeds,England,Yorkshire and The Humber,no,", "gss_code"),
        ("councils.csv", "E08000035,Sheffield,England,Yorkshire and The Humber,no,", "name"),
        ("councils.csv", "E08000035,Leeds,Engeland,,no,", "nation"),
        ("organisations.csv", "Ministry of Magic,Ministry,,department,,,,,", "slug"),
        ("organisations.csv", "department-for-education,Twice,,department,,,,,", "slug"),
        ("organisations.csv", "new,,,department,,,,,", "name"),
        ("organisations.csv", "new,New,,ministry,,,,,", "kind"),
        ("organisations.csv", "new,New,,agency,nowhere,,,,", "parent"),
        ("organisations.csv", "new,New,,agency,,Q1,,,", "region"),
        ("organisations.csv", "new,New,,agency,,,gov.uk/new,,", "website"),
        ("organisations.csv", "new,New,,agency,,,,not a domain,", "domains"),
        ("organisations.csv", "new,New,,agency,,,,,/magic", "topics"),
    ],
)
def test_the_closed_lists_are_checked_as_well(tmp_path: Path, file: str, row: str, column: str) -> None:
    folder = make_seeds(tmp_path, **{file.replace(".", "_"): FILES[file] + row + "\n"})
    problem = only(check_seeds(folder))
    assert (problem.file, problem.line, problem.column) == (file, FILES[file].count("\n") + 1, column)


def test_a_problem_reads_as_one_line(tmp_path: Path) -> None:
    problem = only(check_seeds(make_seeds(tmp_path, forums_csv=with_row("https://a.example.com/,X,,,,,,,"))))
    assert str(problem).startswith("forums.csv, line 5, named_in: no source; give ")
    assert "\n" not in str(problem)
