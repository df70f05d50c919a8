"""`python -m rulesdsl`."""

import sys

from rulesdsl.cli.main import program

sys.exit(program())
