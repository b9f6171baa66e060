"""Drafts before they are out, for programs."""

from rakor.drafting.api import approval, policies, sharing

endpoints = [*approval.endpoints, *policies.endpoints, *sharing.endpoints]
