"""Words alike whatever their case, their spaces and the marks around them."""

_EDGES = " \t\u00a0\u200b\u200e\u200f\ufeff\"'“”‘’«»()[]{}<>|/\\*•◦‣▪▸►●○■□–—-·.,:;!?…→←↑↓➤➡✓×✕✖+#=_~^。「」『』【】（）：！？؟،"


def folded(text: str) -> str:
    """The same for two wordings that differ only in case, spaces and marks at their edges."""
    return folded_case(text.strip(_EDGES))


def folded_case(text: str) -> str:
    """The same for two wordings that differ only in case and spaces."""
    return " ".join(text.split()).casefold().replace("’", "'")
