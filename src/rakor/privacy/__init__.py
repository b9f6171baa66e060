"""Personal data (UU 27/2022): what is held, for how long, who asked what, and what went wrong."""
