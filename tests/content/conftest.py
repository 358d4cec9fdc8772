"""What holds the site in this repository to the document that it restates: another partnership brings its own."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("html_tables", "cells_one_by_one", "prose_mutations")
