"""The `voc` command."""

from flows.cli.entry import main

__all__ = ["main"]
