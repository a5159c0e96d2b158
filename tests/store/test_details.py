"""What is kept of an outcome in words holds no address of others, of whatever scheme."""

import pytest

from registry.ingest.clocks import without_addresses


@pytest.mark.parametrize("scheme", ["http", "https", "ftp", "FTP", "javascript+x"])
def test_addresses_of_others_are_not_kept_in_words(scheme: str) -> None:
    assert without_addresses(f"redirected to '{scheme}://jane.example/u/jane'") == "redirected to 'another address"
