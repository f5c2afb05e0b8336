"""Pages as sites of several kinds build them, with what of them is the article and what is not."""

from typing import NamedTuple

_TRACKERS = "<script>var dataLayer=[{'page':'story','ids':[1,2,3]}];</script><style>.a{color:red}</style>"


class Layout(NamedTuple):
    """A page; texts that must be kept, each with its role, in this order; texts that must not."""

    page: str
    kept: list[tuple[str, str]]
    left: list[str]
    url: str = ""


BRIDGE = [
    "The old iron bridge over the Varde closed to lorries on Monday after divers found two cracked piers.",
    "“We had hoped to get through one more winter,” said Ilse Brandt, who heads the county roads office.",
    "A survey in 2019 had already called the eastern pier fragile, according to minutes seen by this newspaper.",
    "Repairs will take eleven weeks and cost about 3.4 million crowns, the county said in a statement.",
    "Shopkeepers on the north bank fear that customers will stay away until spring.",
    "The bus company denied that it had known of the cracks since August.",
]

GUARDIAN_LIKE = Layout(
    url="https://news.example/world/2025/mar/04/iron-bridge",
    page=f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Iron bridge closed to lorries | News</title>
<link rel="canonical" href="https://news.example/world/2025/mar/04/iron-bridge">
<meta property="og:title" content="Iron bridge closed to lorries"><meta property="og:site_name" content="The News">
<meta property="article:published_time" content="2025-03-04T10:00:00.000Z">{_TRACKERS}
<script type="application/ld+json">[{{"@type":"NewsArticle","headline":"Iron bridge closed to lorries","datePublished":
"2025-03-04T10:00:00Z","author":[{{"@type":"Person","name":"Ana Ruiz"}},{{"@type":"Person","name":"Bo Lind"}}],
"publisher":{{"@type":"Organization","name":"The News"}}}}]</script></head><body>
<a class="skip-link" href="#m">Skip to main content</a>
<div class="top-banner"><p>Support independent journalism with a gift today, from as little as two crowns.</p></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav></header>
<main><article><div data-gu-name="title"><a href="/world">World</a></div>
<div data-gu-name="headline"><h1>Iron bridge closed to lorries</h1></div>
<div data-gu-name="standfirst"><p>County says repairs to the piers will last until spring</p></div>
<div data-gu-name="meta"><address aria-label="Contributor info"><a rel="author" href="/p/ana">Ana Ruiz</a> and
<a rel="author" href="/p/bo">Bo Lind</a> in Varde</address><details><summary>Tue 4 Mar 2025 10.00 GMT</summary>
Last modified on Wed 5 Mar 2025 09.10 GMT</details><div class="share-links"><a href="#">Share</a></div></div>
<figure><picture><img src="b.jpg" alt="x"></picture><figcaption><span>Lorries wait at the southern ramp. </span>
Photograph: Kim Dahl/The News</figcaption></figure>
<div id="maincontent"><div class="article-body-viewer"><p>{BRIDGE[0]}</p><p>{BRIDGE[1]}</p>
<aside data-component="rich-link"><a href="/q"><h3>Ferries to run all night</h3></a></aside><p>{BRIDGE[2]}</p>
<figure><img src="c.jpg"><figcaption>A diver surfaces beside the eastern pier</figcaption></figure>
<h2>Weeks of detours</h2><p>{BRIDGE[3]}</p><blockquote><p>Nobody asked the shops what eleven weeks mean.</p></blockquote>
<p>{BRIDGE[4]}</p><div class="newsletter-signup"><p>Sign up to First Edition, our free daily newsletter about everything.</p>
</div><p>{BRIDGE[5]}</p></div></div><div class="submeta"><ul><li><a href="/t">Bridges</a></li></ul></div></article></main>
<section class="related"><h2>Most viewed</h2><div><a href="/r"><h3>Cat rescued from a chimney in the old town</h3></a></div>
</section><div id="comments"><h2>Comments (2)</h2><div class="comment"><p>I drove over it every day and the railing
always shook so much that my coffee spilled, so I am not astonished.</p></div></div>
<footer><p>© 2025 The News. All rights reserved.</p></footer></body></html>""",
    kept=[
        ("h1", "Iron bridge closed to lorries"),
        ("standfirst", "County says repairs to the piers will last until spring"),
        ("byline", "Ana Ruiz and Bo Lind in Varde"),
        ("p", "Tue 4 Mar 2025 10.00 GMT"),
        ("p", "Last modified on Wed 5 Mar 2025 09.10 GMT"),
        ("figcaption", "Lorries wait at the southern ramp. Photograph: Kim Dahl/The News"),
        ("p", BRIDGE[0]),
        ("p", BRIDGE[1]),
        ("p", BRIDGE[2]),
        ("figcaption", "A diver surfaces beside the eastern pier"),
        ("h2", "Weeks of detours"),
        ("p", BRIDGE[3]),
        ("blockquote", "Nobody asked the shops what eleven weeks mean."),
        ("p", BRIDGE[4]),
        ("p", BRIDGE[5]),
    ],
    left=[
        "Skip to",
        "Support independent",
        "Ferries to run",
        "First Edition",
        "Cat rescued",
        "coffee",
        "All rights",
        "Share",
    ],
)

SEEDS = [
    "Growers in the Lower Aln say that a late frost has cost them nearly half of this year's cherries.",
    "Temperatures fell to minus four on two nights in April, when most orchards were in full blossom.",
    "“You could hear the fans running in every valley,” said Marek Oud, whose family has grown cherries since 1911.",
    "The growers' union asks for 12 million in aid; the ministry says it will decide once the claims are in.",
]

DIV_SOUP = Layout(
    page=f"""<html><head><title>Frost takes half of the cherries - Aln Valley Post</title>{_TRACKERS}</head><body>
<div id="wrap"><div class="c1"><div class="c2"><a href="/">Home</a> <a href="/n">News</a> <a href="/s">Sport</a></div></div>
<div class="c7"><div class="hd">Frost takes half of the cherries</div><div class="au">By Joost Venn</div>
<div class="dt">12 May 2024, 07:45</div><div class="img"><img src="x.jpg"><div class="cap caption">Blossom under ice near
Oudburg</div></div><div class="t"><div>{SEEDS[0]}</div><div>{SEEDS[1]}<br><br>{SEEDS[2]}</div>
<div class="adslot-2"><div>ADVERTISEMENT</div><div>Buy two pairs of garden gloves and get the third pair free of charge,
only until Sunday in all of our shops.</div></div><div>{SEEDS[3]}</div></div>
<div class="c9 share-buttons"><div>Share on Facebook</div><div>Tweet</div></div></div>
<div class="c8"><div><a href="/1">Ten recipes with rhubarb for the weekend that you will want to try</a></div>
<div><a href="/2">Why the swifts are late this year and what you can do about it</a></div></div></div></body></html>""",
    kept=[
        ("h1", "Frost takes half of the cherries"),
        ("p", "By Joost Venn"),
        ("p", "12 May 2024, 07:45"),
        ("figcaption", "Blossom under ice near Oudburg"),
        *(("p", text) for text in SEEDS),
    ],
    left=["Tweet", "garden gloves", "rhubarb", "swifts"],
)

COURT = [
    "A court in Port Ellis has ordered the dockers' pension fund to publish its accounts for the last nine years.",
    "Judge Amina Toure found that members had been refused sight of the books without a lawful reason.",
    "The fund, which holds some 640 million, said in a brief statement that it would appeal.",
    "Former treasurer Luis Kane told reporters outside that he had “nothing to hide and nothing to add”.",
]

TABLES = Layout(
    page=f"""<HTML><HEAD><TITLE>Port Ellis Courier: Pension fund must open its books</TITLE></HEAD><BODY BGCOLOR=#ffffff>
<TABLE WIDTH=100%><TR><TD><A HREF=/>Front page</A> | <A HREF=/a>Archive</A> | <A HREF=/c>Contact</A></TD></TR></TABLE>
<TABLE WIDTH=760><TR><TD WIDTH=140 VALIGN=top><A HREF=/1>Tides</A><BR><A HREF=/2>Ferries</A><BR><A HREF=/3>Weather</A></TD>
<TD VALIGN=top><FONT SIZE=5><B>Pension fund must open its books</B></FONT><BR><FONT SIZE=1>by Ruth Adeyemi<BR>Friday,
November 9, 2001</FONT><P>{COURT[0]}<P>{COURT[1]}<P>{COURT[2]}
<TABLE BORDER=1><TR><TH>Year</TH><TH>Members</TH></TR><TR><TD>1999</TD><TD>4,210</TD></TR><TR><TD>2000</TD><TD>4,377</TD></TR>
</TABLE><P>{COURT[3]}</TD></TR></TABLE><CENTER><FONT SIZE=1>Copyright 2001 Port Ellis Courier</FONT></CENTER></BODY></HTML>""",
    kept=[
        ("h1", "Pension fund must open its books"),
        ("p", "by Ruth Adeyemi"),
        ("p", "Friday, November 9, 2001"),
        *(("p", text) for text in COURT[:3]),
        ("tr", "Year | Members"),
        ("tr", "1999 | 4,210"),
        ("tr", "2000 | 4,377"),
        ("p", COURT[3]),
    ],
    left=["Tides", "Front page"],
)

AMP = Layout(
    page=f"""<!doctype html><html amp lang="en-ZA"><head><meta charset="utf-8"><title>Fund must open its books</title>
<link rel="canonical" href="https://courier.example/fund"><script async src="https://cdn.ampproject.org/v0.js"></script>
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","headline":"Fund must open its
books","datePublished":"2001-11-09","author":{{"@type":"Person","name":"Ruth Adeyemi"}},}}</script></head><body>
<amp-sidebar id="s" layout="nodisplay"><ul><li><a href="/">Home page of the Courier and everything that is in it</a></li></ul>
</amp-sidebar><header class="amp-head"><a href="/">Courier</a></header><article class="amp-wp-article"><header>
<h1 class="amp-wp-title">Fund must open its books</h1><div class="amp-wp-byline"><span class="amp-wp-author">Ruth Adeyemi
</span></div><time datetime="2001-11-09T08:00:00+02:00">9 November 2001</time></header><figure><amp-img src="j.jpg"></amp-img>
<figcaption class="wp-caption-text">Judge Toure on the steps of the court</figcaption></figure>
<div class="amp-wp-article-content"><p>{COURT[0]}</p><amp-ad width=300><p>Only this week: shoes of all sizes for the
price of one single shoe, come and see for yourself.</p></amp-ad><p>{COURT[1]}</p><ul><li>Nine years of accounts</li>
<li>Minutes of the board</li></ul><p>{COURT[2]}</p><p>{COURT[3]}</p></div></article><footer><p>About the Courier</p></footer>
</body></html>""",
    kept=[
        ("h1", "Fund must open its books"),
        ("byline", "Ruth Adeyemi"),
        ("time", "9 November 2001"),
        ("figcaption", "Judge Toure on the steps of the court"),
        ("p", COURT[0]),
        ("p", COURT[1]),
        ("li", "Nine years of accounts"),
        ("li", "Minutes of the board"),
        ("p", COURT[2]),
        ("p", COURT[3]),
    ],
    left=["shoes", "Home page", "About the Courier"],
)

FERRY = [
    "TALLINN (Northwire) - A passenger ferry with 312 people on board lost power off Osmussaar early on Thursday.",
    "All passengers were safe, the coast guard said, adding that a tug had reached the ship within the hour.",
    "The operator said a fuel line had failed. Union officials have long complained of skipped inspections.",
    "(Reporting by Tiit Saar; Editing by Mona Hale)",
]

WIRE = Layout(
    page=f"""<html lang=en><head><title>Ferry loses power off Estonia</title><meta name="byl" content="By TIIT SAAR">
<meta name="DC.date.issued" content="2023-02-16"></head><body><div class="Page"><div class="Page-header"><a href="/">NORTHWIRE
</a></div><div class="RegularPage-main"><h1 class="Page-headline">Ferry loses power off Estonia</h1><bsp-carousel>
<div class="Carousel-slides"><span class="caption">The ferry Juno under tow. (NW Photo/Pia Ress)</span></div></bsp-carousel>
<div class="Page-byline-info"><div class="Page-authors">By <a class="Link" href="/a">TIIT SAAR</a></div>
<div class="Page-datePublished">Published 6:12 AM GMT+2, February 16, 2023</div></div><div class="RichTextStoryBody">
<p>{FERRY[0]}</p><p>{FERRY[1]}</p><p>{FERRY[2]}</p><p>{FERRY[3]}</p></div></div>
<div class="Page-below"><h2>Most read</h2><ol><li><a href="/x">Lottery winner comes forward after four months of silence</a>
</li></ol></div></div></body></html>""",
    kept=[
        ("h1", "Ferry loses power off Estonia"),
        ("figcaption", "The ferry Juno under tow. (NW Photo/Pia Ress)"),
        ("byline", "By TIIT SAAR"),
        ("time", "Published 6:12 AM GMT+2, February 16, 2023"),
        *(("p", text) for text in FERRY),
    ],
    left=["Lottery"],
)

BLOG = Layout(
    page=f"""<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" lang="en-US"><head><title>What the frost did | A
Grower's Notes</title></head><body class="post-template-default single single-post has-sidebar"><div id="page">
<h1 class="site-title"><a href="/">A Grower's Notes</a></h1><div id="primary" class="content-area">
<article id="post-81" class="post-81 post type-post tag-frost category-farm"><header class="entry-header">
<h2 class="entry-title">What the frost did</h2><div class="entry-meta"><span class="posted-on">Posted on <time
class="entry-date" datetime="2024-05-12T09:00:00+00:00">May 12, 2024</time></span><span class="byline"> by <span
class="author vcard">Marek Oud</span></span></div></header><div class="entry-content"><p>{SEEDS[0]}</p>
<div id="attachment_9" class="wp-caption alignnone"><img src="f.jpg"><p class="wp-caption-text">Fans at dawn, 21 April</p></div>
<p>{SEEDS[1]}</p><blockquote><p>{SEEDS[2]}</p></blockquote><h3>Aid</h3><p>{SEEDS[3]}</p>
<div class="sharedaddy sd-sharing-enabled"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>Related</h3></div></div><footer class="entry-footer">Posted in
<a href="/c">Farm</a></footer></article><div id="comments" class="comments-area"><h2>2 thoughts on “What the frost did”</h2>
<ol class="comment-list"><li><p>We lost all of ours too, and the neighbours lost theirs, and nobody came to look at it.</p>
</li></ol></div></div><div id="secondary" class="widget-area"><h2>Archives</h2><ul><li><a href="/5">May 2024</a></li></ul>
</div></div></body></html>""",
    kept=[
        ("h1", "What the frost did"),
        ("time", "Posted on May 12, 2024 by Marek Oud"),
        ("p", SEEDS[0]),
        ("figcaption", "Fans at dawn, 21 April"),
        ("p", SEEDS[1]),
        ("blockquote", SEEDS[2]),
        ("h3", "Aid"),
        ("p", SEEDS[3]),
    ],
    left=["Share this", "nobody came", "Archives"],
)

KOREAN = Layout(
    page="""<!DOCTYPE html><html lang="ko"><head><meta charset="utf-8"><title>낡은 철교 화물차 통행금지 - 강변일보</title>
<meta property="og:title" content="낡은 철교 화물차 통행금지"><meta property="dable:author" content="한보라"></head><body>
<div id="header"><ul class="gnb"><li><a href="/p">정치</a></li><li><a href="/e">경제</a></li></ul></div><div id="container">
<h3 class="tit_view">낡은 철교 화물차 통행금지</h3><span class="info_view"><span class="txt_info">한보라 기자</span><span
class="txt_info">입력 <span class="num_date">2025. 3. 4. 10:02</span></span></span><div class="util_wrap"><button>글자크기</button>
</div><div class="article_view"><section><figure><img src="a.jpg"><figcaption>남쪽 진입로에서 기다리는 화물차들. 강변일보 자료사진
</figcaption></figure><p>강변시는 잠수사들이 교각 두 곳에서 금이 간 것을 발견한 뒤 월요일부터 철교의 화물차 통행을 금지했다.</p>
<p>도로과 관계자는 “겨울을 한 번 더 넘길 수 있기를 바랐다”고 말했다.</p>2019년 조사에서 이미 동쪽 교각이 약하다는 지적이 나왔던 것으로
전해졌다.<br><br>수리는 11주가 걸리고 약 34억 원이 들 것으로 보인다고 시는 밝혔다.<br><br>버스 회사는 8월부터 알고 있었다는 주장을 부인했다.
<p>한보라 기자 bora@gangbyeon.example</p><p>[ⓒ 강변일보, 무단 전재 및 재배포 금지]</p></section></div>
<div class="relate_news"><strong>관련기사</strong><ul><li><a href="/1">굴뚝에 갇힌 고양이 이틀 만에 구조</a></li></ul></div></div></body></html>""",
    kept=[
        ("h1", "낡은 철교 화물차 통행금지"),
        ("time", "한보라 기자 입력 2025. 3. 4. 10:02"),
        ("figcaption", "남쪽 진입로에서 기다리는 화물차들. 강변일보 자료사진"),
        ("p", "강변시는 잠수사들이 교각 두 곳에서 금이 간 것을 발견한 뒤 월요일부터 철교의 화물차 통행을 금지했다."),
        ("p", "도로과 관계자는 “겨울을 한 번 더 넘길 수 있기를 바랐다”고 말했다."),
        ("p", "2019년 조사에서 이미 동쪽 교각이 약하다는 지적이 나왔던 것으로 전해졌다."),
        ("p", "수리는 11주가 걸리고 약 34억 원이 들 것으로 보인다고 시는 밝혔다."),
        ("p", "버스 회사는 8월부터 알고 있었다는 주장을 부인했다."),
        ("p", "한보라 기자 bora@gangbyeon.example"),
        ("p", "[ⓒ 강변일보, 무단 전재 및 재배포 금지]"),
    ],
    left=["고양이", "정치", "글자크기"],
)

UKRAINIAN = Layout(
    page="""<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Заморозки знищили половину вишень</title>
<meta property="article:author" content="Олена Кравець"><meta property="article:published_time"
content="2024-05-12T08:15:00+03:00"></head><body><header class="site-header"><nav><a href="/">Новини</a></nav></header>
<div class="post__wrap"><div class="post post_news"><h1 class="post__title">Заморозки знищили половину вишень</h1>
<div class="post__time"><span class="post__author"><a href="/a">Олена Кравець</a></span> — Неділя, 12 травня 2024, 08:15</div>
<div class="post__photo"><img src="v.jpg"><div class="post__photo-caption">Цвіт під кригою поблизу Одинців</div></div>
<div class="post__text"><p>Садівники Нижньої Альни кажуть, що пізні заморозки забрали майже половину цьогорічного врожаю вишень.</p>
<p><strong>Джерело:</strong> спілка садівників</p>
<p>Температура двічі опускалася до мінус чотирьох, коли більшість садів саме цвіла.</p>
<p><strong>Дослівно:</strong> «Вентилятори було чути в кожній долині», — сказав Марко Одинець.</p>
<p><b>Читайте також: </b><a href="/x"><b>Чому стрижі цього року запізнюються</b></a></p>
<p>Спілка просить 12 мільйонів допомоги; міністерство каже, що вирішить, коли отримає всі заяви.</p></div>
<div class="post__tags"><a href="/t">сади</a></div></div><div class="block_related"><h2>Головне сьогодні</h2>
<a href="/k">Кота врятували з димаря</a></div></div></body></html>""",
    kept=[
        ("h1", "Заморозки знищили половину вишень"),
        ("time", "Олена Кравець — Неділя, 12 травня 2024, 08:15"),
        ("figcaption", "Цвіт під кригою поблизу Одинців"),
        ("p", "Садівники Нижньої Альни кажуть, що пізні заморозки забрали майже половину цьогорічного врожаю вишень."),
        ("p", "Джерело: спілка садівників"),
        ("p", "Температура двічі опускалася до мінус чотирьох, коли більшість садів саме цвіла."),
        ("p", "Дослівно: «Вентилятори було чути в кожній долині», — сказав Марко Одинець."),
        ("p", "Спілка просить 12 мільйонів допомоги; міністерство каже, що вирішить, коли отримає всі заяви."),
    ],
    left=["Кота", "сади", "Новини"],
)

LAYOUTS = {
    "guardian-like": GUARDIAN_LIKE,
    "div soup": DIV_SOUP,
    "tables": TABLES,
    "AMP": AMP,
    "wire": WIRE,
    "blog": BLOG,
    "Korean": KOREAN,
    "Ukrainian": UKRAINIAN,
}
