"""Official letters: the surat undangan, its number, its approval, and the copies that go out."""
