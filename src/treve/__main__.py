"""`python -m treve`."""

import sys

from treve.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
