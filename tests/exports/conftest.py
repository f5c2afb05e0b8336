"""One edition of a small archive for all tests of a file, its lists short enough to have several pages."""

import shutil
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import override_settings

from archive import exports
from archive.editorial.closing import merge, suppress, withdraw
from archive.reading_room.history import following
from archive.reading_room.listing import lists
from tests.factories import change, make_claim, make_user, publish, publish_all
from tests.public.cast import publish_cast

HASHED = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static_files.StaticFiles"}}


@pytest.fixture(scope="module")
def hashed_names(tmp_path_factory):
    """The styles and symbols of the public pages as they are served in earnest."""
    root = tmp_path_factory.mktemp("static")
    for path in (settings.BASE_DIR / "archive" / "static" / "archive").iterdir():
        if path.is_file():
            (root / "archive").mkdir(exist_ok=True)
            shutil.copy(path, root / "archive")
    with override_settings(STATIC_ROOT=root, STORAGES=HASHED):
        names = [str(path.relative_to(root)) for path in root.rglob("*.*")]
        assert list(staticfiles_storage.post_process({name: (staticfiles_storage, name) for name in names}))
        yield


@pytest.fixture(scope="module")
def short_pages():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lists, "PAGE_SIZE", 5)
        patch.setattr(following, "PAGE_SIZE", 9)
        yield


@pytest.fixture(scope="module")
def archive(made_once, hashed_names, short_pages):
    """The cast, of which something was renamed, withdrawn, removed by law and merged, and a title in Hangul."""
    cast, chief = publish_cast(), make_user("chief")
    foreign = make_claim("북한은 러시아에 포탄을 보내지 않았다")
    publish_all(foreign)
    publish(change(cast.opinion, statement="The two need each other & more"), note="clearer")
    withdraw("claim", cast.earlier.uid, by=chief, note="Said better", successor=cast.later.uid)
    suppress("claim", cast.pledge.uid, by=chief, rule="law", note="By order of a court.")
    merge("article", cast.wire.uid, into=cast.column.uid, by=chief, note="One text")
    return SimpleNamespace(**cast._asdict(), foreign=foreign)


@pytest.fixture(scope="module")
def edition(archive, tmp_path_factory):
    """The folder of a finished edition."""
    target = tmp_path_factory.mktemp("edition") / "site"
    exports.export(target)
    return target


def bytes_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
