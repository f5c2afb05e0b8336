"""Who may do what: one table of roles, read by the fixture's test, the actions and the templates.

Each rule comes twice: ``check_…`` raises a sentence for people, ``may`` answers yes or no.
"""

from django.core.exceptions import PermissionDenied

from archive.models import User

READ = ("view_source", "view_article", "view_event", "view_claim", "view_revision", "view_submission")
DRAFT = (
    *("add_source", "change_source", "add_article", "change_article", "add_event", "change_event"),
    *("add_claim", "change_claim", "view_suggestion", "change_suggestion"),
    *("view_topic", "view_quantity", "view_country", "view_assignment"),
    *("view_intake", "view_intakeitem", "view_subscription"),
)
WORDS = ("add_topic", "change_topic", "add_quantity", "change_quantity")
FEEDS = ("add_subscription", "change_subscription")

RESEARCHER = (*READ, *DRAFT)
EDITOR = (*RESEARCHER, *WORDS, *FEEDS, "submit", "assign", "view_ledgerentry")
REVIEWER = (*EDITOR, "review", "view_signature")
CHIEF = (
    *(*REVIEWER, "review_sensitive", "withdraw", "suppress", "merge", "view_protected"),
    *("view_user", "add_user", "change_user"),
    *("view_sitetext", "change_sitetext", "view_sitetextversion"),
    *("view_apikey", "add_apikey", "change_apikey"),
)

# Role, the group of that name, and the codenames it holds.
ROLES: dict[str, tuple[str, ...]] = {
    "researcher": RESEARCHER,
    "editor": EDITOR,
    "reviewer": REVIEWER,
    "chief": CHIEF,
}

# Acts that have no permission of their own, and the one they ask for: many records at once are an editor's.
ASKS_FOR = {"import": "submit", "change_many": "submit"}

REFUSALS = {
    "change_article": "Only people who draft records mark an article.",
    "add_claim": "Only people who draft records state claims.",
    "change_claim": "Only people who draft records change claims.",
    "change_suggestion": "Only people who draft records judge suggestions.",
    "add_subscription": "Only editors follow feeds.",
    "change_subscription": "Only editors follow feeds.",
    "submit": "Only editors submit records for review.",
    "review": "Only reviewers sign as the second person.",
    "review_sensitive": "A sensitive claim is signed by a chief.",
    "withdraw": "Only a chief withdraws what was published.",
    "suppress": "Only a chief suppresses what was published.",
    "merge": "Only a chief merges records.",
    "import": "Only editors import tables.",
    "change_many": "Only editors change many records at once.",
    "change_user": "Only a chief manages people.",
    "add_apikey": "Only a chief gives keys.",
    "change_apikey": "Only a chief revokes keys.",
    "change_sitetext": "Only a chief writes what the archive says of itself.",
}


def may(user: User, action: str) -> bool:
    """Whether ``user`` holds the permission for ``action`` (causes queries, once a user)."""
    return user.is_active and user.has_perm(f"archive.{ASKS_FOR.get(action, action)}")


def check_may(user: User, action: str) -> None:
    """Raise PermissionDenied with the sentence for ``action`` unless ``user`` may do it."""
    if not may(user, action):
        raise PermissionDenied(REFUSALS[action])
