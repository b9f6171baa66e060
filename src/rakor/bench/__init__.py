"""Measurements beside a yardstick of the same run: shared machines are noisy, ratios are not."""
