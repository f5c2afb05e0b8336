"""The desk: Django's admin over every model, where each save is one save of a record.

``base`` ``inlines`` ``tags``           what all pages share
``records`` ``parts``                   pages of the four records, and of parts that need one
``sources`` ``articles`` ``events`` ``claims`` ``suggestions`` ``vocabularies`` ``site_texts``  each model's own
``hiding`` ``lists`` ``titles``         protected sources keep their names
``forms``                               what is typed, read by the codecs that also read imports
``saving``                              compare before the forms, revise after them; 409 and its page
``history``                             every revision, the way back to it, and what other rooms write
``review``                              submissions, signatures, and what a chief does; ``editorial`` decides
``agenda``                              what waits for whom; counted, walked, given to people
``workbench`` ``captures`` ``chain``    an article read and marked; its texts; who told whom
``assessing``                           a claim weighed: the facts beside the table of standings
``exchange``                            tables in and out, one change to many rows
``intake``                              what comes in: links, files, texts, feeds
``people``                              accounts, and how somebody new comes in
``api_keys``                            keys of programs that ask more often than others

Imports ``archive.editorial`` and below.
"""

from django.contrib import admin
from django_tasks_db.models import DBTaskResult

from archive.admin import api_keys, articles, claims, events, parts, site_texts, sources, suggestions, vocabularies
from archive.admin.agenda import assignments
from archive.admin.history import ledger
from archive.admin.intake import intakes, items, subscriptions
from archive.admin.people import accounts
from archive.admin.review import submissions

admin.site.site_header = "Attest"
admin.site.site_title = "Attest"
admin.site.index_title = "Desk"
# Nothing here is deleted by a click: records are withdrawn, parts go with a save of their record.
admin.site.disable_action("delete_selected")
# The worker's own notes: what it did stands with the things that were taken in.
admin.site.unregister(DBTaskResult)

__all__ = [
    "accounts",
    "api_keys",
    "articles",
    "assignments",
    "claims",
    "events",
    "intakes",
    "items",
    "ledger",
    "parts",
    "site_texts",
    "sources",
    "submissions",
    "subscriptions",
    "suggestions",
    "vocabularies",
]
