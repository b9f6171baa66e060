"""Benchmarks from the command line."""

import argparse

import orjson

from rakor.bench import measure_web, table


def web(options: argparse.Namespace) -> int:
    """Measure pages beside a bare Starlette answer."""
    result = measure_web(seconds=options.seconds, workers=options.workers)
    if options.json:
        print(orjson.dumps(result, option=orjson.OPT_INDENT_2).decode())
    else:
        print(table(result))
    return 0
