"""Measurements beside a yardstick of the same run: shared machines are noisy, ratios are not."""

from rakor.bench.web import measure_web, table

__all__ = ["measure_web", "table"]
