"""The service over a few sample forums, as the tests of the API have it."""

from tests.api.conftest import client, filled, reader

__all__ = ["client", "filled", "reader"]
