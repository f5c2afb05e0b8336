"""The one walk over the models' declarations.

``dump``      rows → payload            ``load``    payload → rows
``schema``    declaration → JSON Schema ``check``   payload → faults, each with its path
``references`` payload → uids it names  ``payload`` envelope, salt and commitment
``naming``    row → the records that name it

Review, revision, restore, import, YAML, history and OpenAPI all go through here, so a
new public field is one line in its model, its name in ``public``, and a migration.
Imports ``archive.models`` and ``archive.text``.
"""
