"""Captured HTML made fit to be shown. It is shown from elsewhere even so, in a sandbox."""

import nh3

_TAGS = set(
    "a abbr article b blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h1 h2 h3 "  # noqa: SIM905
    "h4 h5 h6 hr i ins kbd li main mark ol p pre q s samp section small span strong sub sup table tbody td tfoot th "
    "thead time tr u ul".split()
)
_ATTRIBUTES = {
    "a": {"href", "hreflang"},
    "time": {"datetime"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
    "*": {"lang", "dir", "title"},
}
# What stands in these is not for reading.
_DROPPED = {
    *("script", "style", "template", "noscript", "title", "textarea", "iframe", "noembed", "noframes", "xmp"),
    *("svg", "math", "select", "option", "object", "plaintext"),
}
_MOST_PASSES = 4


def sanitised(html: str) -> str:
    """`html` without scripts, styles, forms, frames, pictures and whatever loads something; whole links to the web alone.

    Sanitising twice is sanitising once: a parser that reads the result again finds the same in it. What cannot
    be brought to that, as some nestings of foreign elements, is given up for its text.
    """
    clean = _pass(html)
    for _ in range(_MOST_PASSES):
        again = _pass(clean)
        if again == clean:
            return clean
        clean = again
    return nh3.clean_text(nh3.clean(clean, tags=set()))


def _pass(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_DROPPED,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
        url_relative="deny",
        strip_comments=True,
    )
