"""The desk: Django's admin over every model, where each save is one save of a record.

``base`` ``inlines`` ``forms`` ``widgets``   what all pages share
``saving`` ``typed`` ``rebasing``            compare before the forms, revise after them; 409 and its page
``records`` ``parts``                        pages of the four records, and of parts that need one
``submitting`` ``submissions`` ``closing``   review and what a chief does; ``editorial`` decides
``history`` ``restoring`` ``merging``        earlier versions, and the way back
``queues`` ``agenda``                        what waits for whom; counted, walked, given to people
``workbench`` ``captures`` ``chain``         an article read and marked; its texts; who told whom
``assessing``                                a claim weighed: the facts beside the table of standings
``exchange``                                 tables in and out, one change to many rows
``site_texts``                               what the archive says of itself
``hiding`` ``lists`` ``titles``              protected sources keep their names

Imports ``archive.editorial`` and below.
"""

from django.contrib import admin

from archive.admin import (
    articles,
    claims,
    events,
    ledger,
    parts,
    people,
    site_texts,
    sources,
    submissions,
    suggestions,
    vocabularies,
)
from archive.admin.agenda import assignments

admin.site.site_header = "Attest"
admin.site.site_title = "Attest"
admin.site.index_title = "Desk"
# Nothing here is deleted by a click: records are withdrawn, parts go with a save of their record.
admin.site.disable_action("delete_selected")

__all__ = [
    "articles",
    "assignments",
    "claims",
    "events",
    "ledger",
    "parts",
    "people",
    "site_texts",
    "sources",
    "submissions",
    "suggestions",
    "vocabularies",
]
