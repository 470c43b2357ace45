"""A server in this process for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.site import Site
from tests.api.site import site as running


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A DSS over an empty store."""
    with running(tmp_path) as one:
        yield one
