"""Static files under hashed names, the scripts that scripts import among them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """A changed module is asked for anew by whatever imports it."""

    support_js_module_import_aggregation = True
