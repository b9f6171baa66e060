"""Rakor: coordination meetings across ministries, agencies and regions."""

__version__ = "0.1.0"
