"""Topics whose forums are sensitive by what they are about: a row that names one should say so. Pure."""

from collections.abc import Iterable, Iterator

from registry.seeding.forums import FILE, ForumSeed
from registry.seeding.problem import Kind, SeedProblem

DELICATE = {
    "/crime-justice-and-law/domestic-violence": "abuse",
    "/crime-justice-and-law/violence-against-women-and-girls": "abuse",
    "/crime-justice-and-law/forced-marriage": "abuse",
    "/crime-justice-and-law/counter-extremism": "extremism",
    "/health-and-social-care/public-health/sexual-and-reproductive-health": "sexual health",
    "/health-and-social-care/public-health/abortion": "sexual health",
    "/childcare-parenting/childrens-health-and-welfare/mental-health-of-children-and-young-people": "under-18s",
    "/entering-staying-uk": "immigration status",
}
"""What a forum in one of these topics, or in a narrower one, is sensitive for."""


def unmarked(seeds: Iterable[ForumSeed]) -> Iterator[SeedProblem]:
    """A warning for each row that names a delicate topic and is not marked as sensitive."""
    for seed in seeds:
        if seed.sensitive is None and (found := _delicate(seed.topics)) is not None:
            topic, kind = found
            reason = f"forums on {topic} are sensitive ({kind}), and this row is not marked"
            advice = "mark it and write the reason, or give the topic it is about"
            yield SeedProblem(FILE, seed.line, "sensitive", reason, advice, Kind.SENSITIVE, warning=True)


def _delicate(topics: Iterable[str]) -> tuple[str, str] | None:
    for topic in topics:
        for wide, kind in DELICATE.items():
            if topic == wide or topic.startswith(f"{wide}/"):
                return topic, kind
    return None
