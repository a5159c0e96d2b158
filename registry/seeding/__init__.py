"""The seeds: what the registry knows before its first visit, checked and taken in. See `docs/seeds.md`."""

from registry.seeding.folder import check_seeds
from registry.seeding.load import load_seeds
from registry.seeding.problem import SeedProblem, SeedReport

__all__ = ["SeedProblem", "SeedReport", "check_seeds", "load_seeds"]
