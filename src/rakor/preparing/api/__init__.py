"""Preparing meetings for programs: from an earlier one, from a template."""

from rakor.preparing.api import following, templates

__all__ = ["endpoints"]

endpoints = [*templates.endpoints, *following.endpoints]
