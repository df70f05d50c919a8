"""`python -m rulesdsl`."""

import sys

from rulesdsl.cli.main import main

sys.exit(main())
