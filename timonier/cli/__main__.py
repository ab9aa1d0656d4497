"""``python -m timonier.cli`` is the ``timonier`` command."""

import sys

from timonier.cli.main import main

sys.exit(main())
