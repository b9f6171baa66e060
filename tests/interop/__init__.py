"""Rakor and calendar software that Rakor's authors did not write."""
