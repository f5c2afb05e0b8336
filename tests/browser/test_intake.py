"""Things that come in, in a browser: handed over, followed, decided, known, and taken over as claims."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from archive.ingest.working import deciding
from archive.ingest.working.handing import Thing, handed_over
from archive.models import Article, Claim, Intake, Subscription, Suggestion
from tests.admin.intake_cast import STRIKE, Here, handed, worked
from tests.browser.axe import AXE, WIDE, Proof
from tests.factories import make_claim, make_source, make_user
from tests.ingest.recognising.texts import HARBOUR, edited, text_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]

TITLE = "Ferry crews vote to stop work on the island line"
LONG_NAME = "a-name-without-any-place-to-break-" * 6 + ".html"
FROM_RIGHT = "بحارة العبارات يصوتون لصالح التوقف عن العمل.html"
CHANGED = edited(text_of(HARBOUR).replace("212", "218"), 0.05)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch):
    monkeypatch.setattr(deciding, "Confined", lambda **limits: Here())


@pytest.fixture
def meant():
    return (400,)


@pytest.fixture
def sources():
    union = make_source("Seafarers' Union", kind="organisation")
    make_claim("Crews of the island ferries have voted to stop work", claimant=union)
    return [union, make_source("Bay Courier", kind="outlet"), make_source("Ilona Marek", kind="person")]


def hand_over(page, text):
    """By the form; the intake is new, and nobody works on it yet."""
    page.goto(reverse("admin:archive_intake_add"))
    paste = page.locator("form", has=page.get_by_role("heading", name="A text"))
    paste.get_by_label("Text:").fill(text)
    paste.get_by_role("button", name="Take it in").click()
    expect(page.locator("#intake-things")).to_contain_text("0 of 1 done")
    return Intake.objects.latest("pk")


def told_of(page, *files):
    """What the page says of chosen files before they are sent; each is (name, how many bytes)."""
    field = page.get_by_label("Files:")
    field.set_input_files([{"name": name, "mimeType": "text/html", "buffer": b"x" * many} for name, many in files])
    return field.evaluate("input => input.validationMessage")


def proposed(article, statement):
    """The suggestion of a claim that begins so."""
    return next(each for each in article.suggestions.all() if each.proposal.get("statement", "").startswith(statement))


def test_a_text_is_handed_over_followed_and_taken_over(at_desk, sources):
    call_command("loaddata", "fixtures/vocabularies.json", verbosity=0)
    page = at_desk()
    intake = hand_over(page, STRIKE)
    page.evaluate("window.stays = true")
    [item] = worked(intake)
    things = page.locator("#intake-things")
    expect(things.get_by_role("link", name=TITLE)).to_be_visible()
    expect(things).to_contain_text("1 of 1 done")
    expect(page.locator("#intake-told")).to_have_text("1 of 1 done")
    assert page.evaluate("window.stays")

    row = proposed(item.article, "Up to 12,000")
    things.get_by_role("link", name=TITLE).click()
    text = page.locator("#wb-text")
    expect(text.locator("p.is-title")).to_have_text(TITLE)
    expect(text.locator("p.is-caption").last).to_contain_text("A ferry at the quay")
    text.get_by_text("passengers could be left").click()
    entry = page.locator(f"#suggestion-{row.pk}")
    assert "is-here" in entry.get_attribute("class")
    expect(text.locator("mark.is-here .cue")).to_have_text("According to the port authority")
    entry.get_by_role("link", name="Accept").click()
    dialog = page.get_by_role("dialog", name="New claim")
    expect(dialog.locator(".wb-selected")).to_contain_text("According to the port authority, up to 12,000 passengers")
    expect(dialog.get_by_label("Hedge")).to_have_value("could")
    dialog.get_by_label("Up to 12000 passengers").select_option("soldiers")
    dialog.get_by_role("button", name="State the claim").click()
    expect(page.locator("#wb-status")).to_contain_text("was stated")
    expect(entry).to_have_count(0)

    claim = Claim.objects.get(hedge="could")
    figure, passage = claim.figures.get(), claim.appearances.get().passages.get()
    assert (figure.high, figure.low, figure.unit, figure.qualifier) == (12_000, None, "passengers", "up_to")
    assert figure.quantity.slug == "soldiers"
    assert (passage.part, passage.paragraph, passage.exact) == ("body", 4, "up to 12,000 passengers could be left on")
    assert (passage.capture, passage.start, passage.end) == (row.capture, row.start, row.end)
    assert [each.label for each in claim.claimants.all()] == ["port authority"]
    row.refresh_from_db()
    assert row.state == Suggestion.State.ACCEPTED


def test_what_is_known_of_it_is_taken_over_with_a_source_that_is_found_by_typing(at_desk, sources):
    _, outlet, author = sources
    [item] = worked(handed(make_user("editor"), STRIKE))
    # Nobody like it was there when the text came in.
    Suggestion.objects.filter(article=item.article, proposal__has_key="authors").update(findings={})
    page = at_desk()
    page.goto(reverse("admin:archive_article_workbench", args=[item.article_id]))
    page.get_by_role("link", name="suggested about the article itself").click()

    def guess(field):
        return page.locator("fieldset.guess", has=page.locator(f".guess-field:text-is('{field}:')"))

    expect(guess("Published").locator("mark")).to_have_text("5 March 2024")
    expect(guess("Published").locator("legend")).to_have_text("Published: 5 March 2024 (2024-03-05)")
    expect(guess("Language")).to_contain_text("The article says so already.")
    authors = guess("Authors")
    authors.get_by_role("combobox", name="Who that is").click()
    page.locator(".select2-search__field").last.fill("ilona")
    page.get_by_role("option", name="Ilona Marek").click()
    authors.get_by_label("Take it over").check()
    guess("Publisher").get_by_label("Take it over").check()
    guess("Published").get_by_label("Take it over").check()
    guess("Genre").get_by_label("Reject it").check()
    page.get_by_role("button", name="Save these answers").last.click()
    expect(page.locator(".messagelist")).to_contain_text("Taken over: 3; rejected: 1.")
    article = Article.objects.get(title=TITLE)
    assert (article.published, article.publisher, article.genre) == ("2024-03-05", outlet, "")
    assert [each.source for each in article.authors.all()] == [author]


def test_without_a_script_all_of_it_works(at_desk, sources):
    page = at_desk(java_script_enabled=False)
    [first] = worked(handed(page.user, text_of(HARBOUR)))
    intake = hand_over(page, CHANGED)
    worked(intake)
    page.reload()
    page.get_by_role("link", name="Decide: ").click()
    expect(page.locator(".differing").first).to_have_text("212 218")
    page.get_by_role("button", name="Do that").click()
    assert page.url.endswith("/decide/")  # the browser asks for an answer, and the page would
    page.get_by_label("A newer text of that article").check()
    page.get_by_role("button", name="Do that").click()
    page.get_by_role("link", name=HARBOUR[0], exact=True).click()
    assert [each.content.text.count("218") for each in first.article.captures.all()] == [0, 1]

    row = proposed(first.article, "218 of its 230 members")
    entry = page.locator(f"#suggestion-{row.pk}")
    entry.get_by_text("What was found").click()
    expect(entry.locator("dd").first).to_be_visible()
    entry.get_by_role("link", name="Accept").click()
    expect(page.locator(".wb-selected")).to_contain_text("218 of its 230 members")
    page.get_by_role("button", name="State the claim").click()
    expect(page.locator(".messagelist")).to_contain_text("was stated")
    page.get_by_role("link", name="suggested about the article itself").click()
    page.get_by_label("Reject it").first.check()
    page.get_by_role("button", name="Save these answers").last.click()
    expect(page.locator(".messagelist")).to_contain_text("Taken over: 0; rejected: 1.")

    [refused] = worked(handed(page.user, "Log in\n\nPassword\n\nForgot it?"))
    page.goto(reverse("admin:archive_intake_change", args=[refused.intake_id]))
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".thing-state").last).to_have_text("Waiting")
    page.get_by_role("button", name="Leave it out").click()
    expect(page.locator(".thing-state").last).to_have_text("Left out")


@pytest.fixture
def proof(at_desk):
    """What axe finds, and what is wider than the screen, ends the test."""
    page = at_desk(viewport=WIDE, reduced_motion="reduce")
    page.add_init_script(path=AXE)
    proof = Proof(page)
    yield proof
    assert not proof.faults, "\n".join(f"{fault} {where}" for fault, where in proof.faults.items())


def test_axe_finds_nothing_where_things_come_in(proof):
    page, by = proof.page, proof.page.user
    many = handed(by, *(f"Words {number}" for number in range(120)))
    worked(handed(by, text_of(HARBOUR)))
    texts = {"harbour.txt": text_of(HARBOUR), LONG_NAME: "Log in\n\nPassword\n\nForgot it?", FROM_RIGHT: CHANGED}
    mixed = handed_over(Intake.Door.UPLOAD, [Thing(name, text.encode()) for name, text in texts.items()], by)
    proof.visit(reverse("admin:archive_intake_change", args=[mixed.pk]), "waiting")
    items = worked(mixed)
    assert [each.state for each in items] == ["duplicate", "refused", "undecided"]
    proof.visit(reverse("admin:archive_intake_change", args=[mixed.pk]), "done")
    proof.visit(reverse("admin:archive_intake_change", args=[many.pk]), "many")
    proof.visit(reverse("admin:archive_intake_changelist"))
    proof.visit(reverse("admin:archive_intakeitem_changelist"))
    proof.visit(reverse("admin:archive_intakeitem_change", args=[items[-1].pk]))
    proof.visit(reverse("admin:archive_intakeitem_decide", args=[items[-1].pk]))
    answer = page.get_by_role("button", name="Do that")
    answer.evaluate("button => button.form.noValidate = true")
    answer.click()
    expect(page.locator(".errorlist")).to_have_text("Say what it is.")
    proof.look("decided nothing")
    proof.visit(reverse("admin:archive_intake_add"))
    page.get_by_label("Files:").evaluate("input => input.dataset.most = 2_000_000")
    assert told_of(page, ("a.html", 2_000_000)) == ""
    assert told_of(page, ("a.html", 2_000_000), ("b.html", 1)) == "These are 3 MB together; choose 2 MB at most."
    page.get_by_label("Addresses").fill("ftp://example.org/\nnonsense")
    page.get_by_role("button", name="Fetch them").click()
    expect(page.locator(".errornote")).to_contain_text("Nothing was handed over")
    proof.look("hand over, refused")


def test_axe_finds_nothing_where_suggestions_and_feeds_are(proof, sources):
    page, by = proof.page, proof.page.user
    [strike] = worked(handed(by, STRIKE))
    proof.visit(reverse("admin:archive_article_known", args=[strike.article_id]))
    page.goto(reverse("admin:archive_article_workbench", args=[strike.article_id]))
    page.get_by_text("1 claim like it").click()
    proof.look("workbench")
    row = proposed(strike.article, "Up to 12,000")
    page.locator(f"#suggestion-{row.pk}").get_by_role("link", name="Accept").click()
    expect(page.get_by_role("dialog").get_by_role("group", name="Figures")).to_be_visible()
    proof.look("a claim from a suggestion")
    proof.visit(reverse("admin:archive_subscription_add"))
    feed = {"title": "أخبار الجزيرة", "failures": 2, "fault": "The site did not answer.", "next_at": timezone.now()}
    feed = Subscription.objects.create(url="https://example.org/" + "feed-" * 40, added_by=by, **feed)
    proof.visit(reverse("admin:archive_subscription_change", args=[feed.pk]))
    proof.visit(reverse("admin:archive_subscription_changelist"))
