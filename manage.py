#!/usr/bin/env python3
"""The one door on the command line: ``up`` serves the archive, ``test`` tests it, the rest is Django's."""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Attest needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])
if os.name != "posix":
    sys.exit("Attest runs on Linux and macOS; on Windows, use its Linux subsystem.")

from config import bootstrap


def main() -> None:
    bootstrap.ensure(sys.argv)
    # Both start programs of their own; they need no settings, and say what Django would not.
    if sys.argv[1:2] == ["test"]:
        from config import testing

        sys.exit(testing.main(sys.argv[2:]))
    if sys.argv[1:2] == ["lint"]:
        from config import linting

        sys.exit(linting.main())
    from django.core.management import execute_from_command_line

    from config.env import UnsafeSettings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except UnsafeSettings as fault:
        sys.exit(str(fault))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
