"""Write the desk as a directory of YAML files, or print the schema of such files."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive import collection


class Command(BaseCommand):
    help = "Writes every record of the desk, private notes and protected names included, as a collection directory."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, nargs="?")
        parser.add_argument("--schema", action="store_true", help="Print the JSON Schema of the files instead.")

    def handle(self, *args: Any, directory: Path | None, schema: bool, **options: Any) -> None:
        if schema:
            self.stdout.write(json.dumps(collection.schema(), indent=2, ensure_ascii=False))
            return
        if directory is None:
            raise CommandError("Name the directory to write to, or --schema.")
        try:
            exported = collection.export(directory)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self.stdout.write(f"{exported.records} records in {exported.files} files.")
        for name in exported.removed:
            self.stdout.write(f"{name} is removed: its article stands under another name now.")
        for uid in exported.left_out:
            self.stderr.write(f"{uid} is left out: a claim stands in the file of an article, and it appears in none.")
