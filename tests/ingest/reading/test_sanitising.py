"""Captured HTML is made harmless, and stays so when it is read and written again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from archive.ingest.reading import sanitised

# Shapes that turned harmless HTML into scripts in other sanitisers (mXSS).
SHAPES = [
    "<svg><p><style><img src=x onerror=alert(1)></style>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script><p>a</template>",
    '<math><annotation-xml encoding="text/html"><style></math><img src=x onerror=alert(1)>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<table><td><svg><desc><td></desc><style><b title="</style><img src=x onerror=1>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<title><a href="</title><img src=x onerror=1>">',
    "<select><style></select><img src=x onerror=1>",
    "<p>a<!--><img src=x onerror=1>-->b",
    "<svg><![CDATA[><img src=x onerror=1>]]></svg>",
    '<iframe srcdoc="<script>1</script>">x</iframe>',
    '<p onclick="x" style="background:url(//x)" class=a id=b>t</p>',
    "<base href=//e><meta http-equiv=refresh content=0><link rel=stylesheet href=x>",
]
LINKS = [
    "javascript:alert(1)",
    " jav&#x09;ascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//evil.example",
    "/here",
    "file:///x",
]


def assert_harmless(text: str) -> None:
    assert sanitised(text) == text
    for element in html.fragment_fromstring(text, create_parent=True).iter():
        assert element.tag not in ("script", "style", "img", "iframe", "svg", "math", "form", "object", "template")
        assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "src", "id", "class")]
        assert element.get("href", "https:").startswith(("https:", "http:", "mailto:"))


@pytest.mark.parametrize("shape", SHAPES)
def test_known_shapes(shape: str) -> None:
    assert_harmless(sanitised(shape))


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_to_the_web_alone(link: str) -> None:
    assert "href" not in sanitised(f'<a href="{link}">x</a>')


@given(
    st.lists(
        st.sampled_from([*SHAPES, *"<>\"'/-!", "<b>", "</svg>", "<style>", "</style>", "<table>", "<p>", "&lt;"]),
        max_size=12,
    )
)
def test_any_mixture(parts: list[str]) -> None:
    assert_harmless(sanitised("".join(parts)))


def test_what_an_article_is_made_of_is_kept() -> None:
    page = (
        '<h2>A</h2><p>One <a href="https://a.example/?b=1&amp;c=2">link</a>.</p><blockquote lang="ko">둘</blockquote>'
    )
    assert sanitised(page) == page.replace('2">', '2" rel="noopener noreferrer nofollow">')
