"""A folder that was made aside takes the place of the one that stands."""

import os
import shutil
from pathlib import Path


def take_its_place(made: Path, target: Path) -> None:
    """Let ``made``, which is on the disk by then, be ``target``; what stood there is gone afterwards."""
    os.sync()
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
