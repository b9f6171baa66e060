"""The record of a meeting: drafted from what happened, reviewed, approved, read as a document."""
