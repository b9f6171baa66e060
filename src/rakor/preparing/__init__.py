"""Preparing a meeting from what there is: from an earlier one, or from a template."""
