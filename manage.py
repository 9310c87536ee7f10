#!/usr/bin/env python3
"""Weighbridge's door for commands: `./weigh COMMAND` ends up here."""

import os
import sys

from config.environment import keep_libraries_quiet


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    keep_libraries_quiet()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
