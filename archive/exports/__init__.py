"""The archive in forms that need neither this software nor its database.

The static edition: every public page, citation, feed and document as a file, for any web server
and for a USB stick. It is made by asking the public addresses, as a reader would, so that it can
hold nothing that is not public. ``dump`` has the nightly one for programs. Imports ``archive.reading_room`` and below.
"""

from archive.exports.draft import Foreign
from archive.exports.walking import Broken, Edition, export

__all__ = ["Broken", "Edition", "Foreign", "export"]
