"""Finding what was said, decided and written, among what somebody may read."""
