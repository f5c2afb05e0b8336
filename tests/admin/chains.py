"""Chains as the script of the editor sends them."""

import json

from django.test import RequestFactory
from django.urls import reverse


def url(name):
    return reverse(f"admin:archive_chain_{name}")


def said(*sources, naming="named", label="", **more):
    """A step as the script sends it."""
    rows = [{"source": each.uid, "naming": naming, "label": label} for each in sources]
    return {"sources": rows or [{"source": "", "naming": "not_stated", "label": ""}], "verb": "said", **more}


def ask(client, article, *chain, **more):
    sent = {"article": article.uid, "steps": list(chain), **more}
    return client.post(url("preview"), json.dumps(sent), content_type="application/json")


def request_of(user, **post):
    request = RequestFactory().post("/", post)
    request.user = user
    return request
