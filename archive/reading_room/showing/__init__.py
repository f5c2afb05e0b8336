"""One record for a page or an answer, with what names it, by either clock."""
