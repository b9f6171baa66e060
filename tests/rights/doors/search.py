"""The doors of the search; what is found behind them is held by `tests/rights/test_search.py`."""

from .ground import Door, Doors, signed_in

SEARCH: Doors = {
    "GET /search": Door(signed_in, query="q=rapat"),
    "GET /api/v1/search": Door(signed_in, query="q=rapat"),
}
