"""`python -m rakor` is the same as `rakor`."""

from rakor.cli import main

main()
