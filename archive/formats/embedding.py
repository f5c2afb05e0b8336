"""JSON inside a page: nothing in it can end the element it stands in."""

import json
from typing import Any

# JSON has no use for these outside its strings, and there another spelling for them.
_OTHERWISE = str.maketrans({each: f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"})


def embedded(value: Any) -> str:
    """``value`` as JSON text that is safe in a script element of a data type; it parses back equal."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_OTHERWISE)
