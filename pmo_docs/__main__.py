"""`python -m pmo_docs` is the command `pmo-docs`."""

from pmo_docs.cli import main

main()
