"""The web service: pages, feeds and API of the public list. Imports the registry only."""
