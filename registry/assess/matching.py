"""The automaton that phrases are found by: leftmost and longest first, none over another."""

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind


def longest_first(patterns: Iterable[str]) -> AhoCorasick:
    """Finds patterns by their place in the order given.

    It is made in the form that lies closest together in memory: most of its cost is waiting.
    """
    form = Implementation.ContiguousNFA
    return AhoCorasick(patterns, MatchKind.LeftmostLongest, store_patterns=False, implementation=form)
