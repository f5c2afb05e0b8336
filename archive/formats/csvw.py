"""What the columns of a table mean, for programs: metadata as CSV on the Web has it (W3C, 2015)."""

from typing import Any

from archive.formats.columns import COLUMNS, Column
from archive.formats.sheet import BETWEEN

Json = dict[str, Any]
MEDIA_TYPE = "application/csvm+json"


def metadata(type: str, url: str, *, title: str, license: str) -> Json:
    """The metadata of the table of ``type`` at the absolute address ``url``."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": title,
        "dc:license": {"@id": license},
        "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"], "header": True},
        "tableSchema": {
            "columns": [_column(name, column) for name, column in COLUMNS[type].items()],
            **({} if type == "figure" else {"primaryKey": "uid"}),
        },
    }


def _column(name: str, column: Column) -> Json:
    told: Json = {"name": name, "titles": name, "dc:description": column.text, "datatype": column.type}
    return {**told, "separator": BETWEEN} if column.is_list else told
