"""A small seeds folder, for tests that spoil one file of it."""

from pathlib import Path

FILES = {
    "hosts.toml": '[[shared]]\ndomain = "healthunlocked.com"\npaths = ["*"]\n',
    "govuk_topics.csv": (
        "path,title,level,parent\n"
        '/education,"Education, training and skills",1,\n'
        "/education/teaching,Teaching,2,/education\n"
        "/transport,Transport,1,\n"
    ),
    "regions.csv": (
        "code,name,kind,parent,country,iso\n"
        "GB,United Kingdom,country,,GB,GB\n"
        "E92000001,England,nation,GB,GB,GB-ENG\n"
        "W92000004,Wales,nation,GB,GB,GB-WLS\n"
        "E12000003,Yorkshire and The Humber,region,E92000001,GB,\n"
    ),
    "councils.csv": (
        "gss_code,name,nation,region,trap,also\n"
        "E08000019,Sheffield,England,Yorkshire and The Humber,no,\n"
        "W06000015,Cardiff,Wales,,no,caerdydd\n"
    ),
    "organisations.csv": (
        "slug,name,abbreviation,kind,parent,region,website,domains,topics\n"
        "department-for-education,Department for Education,DfE,department,,E92000001,"
        "https://www.gov.uk/government/organisations/department-for-education,education.gov.uk,/education\n"
    ),
    "topics.toml": (
        'keeper = "somebody"\nreviewed = 2026-11-20\n\n'
        '[[subject]]\nname = "Teaching"\ntopic = "/education/teaching"\norganisations = ["department-for-education"]\n'
        'audience = ["teachers"]\nstrong = "supply teacher, lesson plan"\n'
    ),
    "signs.toml": '[country.GB]\nstrong = "council tax"\nname = "britain"\n\n[audience]\nteachers = "teachers"\n',
    "places.csv": "name,kind,code,trap,also\nHillsborough,local,E08000019,yes,\nGalway,local,IE-G,,gaillimh\n",
    "forums.csv": (
        "address,name,topic,region,language,sensitive,sensitive_reason,named_in,note\n"
        "https://students.example.org/,Students Together,/education,GB,en,,,https://press.example.com/article,\n"
        "https://buses.example.org/forum/,Bus Talk,/transport,E08000019,en,,,shared/data/forum_sites.csv,\n"
        "https://quiet.example.org/,A Quiet Place,,GB,en,addiction,"
        "People help each other to stop; for a second person to decide.,https://charity.example.com/links,\n"
    ),
}


def make_seeds(folder: Path, **changed: str | bytes | None) -> Path:
    """Write the small seeds folder. `changed` replaces files: `forums_csv="..."`; None leaves a file out."""
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        given = changed.get(name.replace(".", "_"), text)
        if given is None:
            (folder / name).unlink(missing_ok=True)
        else:
            (folder / name).write_bytes(given.encode() if isinstance(given, str) else given)
    return folder


def with_row(row: str) -> str:
    """The small forums.csv with a row more, which stands in line 5."""
    return FILES["forums.csv"] + row + "\n"
