"""The commands: each is one call into the stages behind it and a few lines out."""

from pmo_docs.cli.main import main

__all__ = ["main"]
