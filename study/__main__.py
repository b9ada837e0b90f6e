"""``python -m study``: the command line where no ``study`` command is on the path."""

from study.cli import main

main(prog_name="study")
