"""Which organisations answer for a forum: those of its topics, where they serve its place, and its council. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.seeding.reference import OrganisationSeed, RegionSeed


@dataclass(frozen=True, slots=True)
class Responsible:
    """Finds organisations by topic and place."""

    by_topic: Mapping[str, tuple[OrganisationSeed, ...]]
    councils: Mapping[str, str]
    """Slug of the council by the code of its place."""
    wider: Mapping[str, str | None]
    """Code of the wider place, by code."""

    @classmethod
    def of(
        cls,
        organisations: Iterable[OrganisationSeed],
        councils: Iterable[OrganisationSeed],
        places: Iterable[RegionSeed],
    ) -> "Responsible":
        """Made from the seeds."""
        by_topic: dict[str, tuple[OrganisationSeed, ...]] = {}
        for organisation in organisations:
            for topic in organisation.topics:
                by_topic[topic] = (*by_topic.get(topic, ()), organisation)
        own = {code: council.slug for council in councils for code in council.regions}
        return cls(by_topic, own, {place.code: place.parent for place in places})

    def organisations(self, topics: Iterable[str], places: Iterable[str]) -> tuple[str, ...]:
        """Their slugs in alphabetical order. A topic is also its wider topics' organisations' business."""
        asked = tuple(places)
        found = {self.councils[place] for place in asked if place in self.councils}
        for topic in topics:
            steps = topic.strip("/").split("/")
            for end in range(len(steps), 0, -1):
                for organisation in self.by_topic.get("/" + "/".join(steps[:end]), ()):
                    if self._serves(organisation, asked):
                        found.add(organisation.slug)
        return tuple(sorted(found))

    def _serves(self, organisation: OrganisationSeed, places: tuple[str, ...]) -> bool:
        """Whether it serves one of the places, or part of one; an unknown place on either side is no reason against."""
        if not places or not organisation.regions:
            return True
        return any(
            served in self._chain(place) or place in self._chain(served)
            for place in places
            for served in organisation.regions
        )

    def _chain(self, code: str) -> tuple[str, ...]:
        """The place and the places it lies in."""
        chain: list[str] = []
        step: str | None = code
        while step is not None and step not in chain:
            chain.append(step)
            step = self.wider.get(step)
        return tuple(chain)
