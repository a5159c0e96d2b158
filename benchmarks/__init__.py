"""Measures: each module prints lines of ID, ratio, ours, theirs, goal and verdict, with tabs between."""
