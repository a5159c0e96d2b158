"""The crawler: visits sites as a guest and hands what it found to the registry."""
