"""How far a long command is, drawn for whoever looks on."""

from django.core.management.base import OutputWrapper

BAR = 30


def draw(stream: OutputWrapper, stage: str, done: int, total: int) -> None:
    """Redraw one line of the terminal; nothing is drawn into a file or a log."""
    if not stream.isatty() or not total:
        return
    filled = BAR * done // total
    end = "\n" if done == total else "\r"
    stream.write(f"{stage:<10} [{'#' * filled:{BAR}}] {done:>9,}/{total:,}", str, end)
    stream.flush()
