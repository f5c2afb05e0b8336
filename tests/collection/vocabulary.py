"""The terms that the sample takes from the vocabularies."""

from archive.models import Country, Quantity, Topic


def make_words() -> None:
    """Make them where they are not there yet; among them Norway, which programs take for "no"."""
    for code, name in {"KP": "North Korea", "NO": "Norway", "RU": "Russia"}.items():
        Country.objects.get_or_create(code=code, defaults={"name": name})
    for slug in ("arms", "trade"):
        Topic.objects.get_or_create(slug=slug, defaults={"label": slug.title()})
    Quantity.objects.get_or_create(slug="shells", defaults={"label": "Shells"})
