"""Every file that a template or a style sheet names is there to be hashed and served."""

import re

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.core.management import call_command

ROOT = configured.BASE_DIR
TEMPLATES = [path for folder in ("archive", "config") for path in sorted((ROOT / folder).rglob("templates/**/*.html"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_names_static_files_that_exist(path):
    named = re.findall(r"{%\s*static\s+['\"]([^'\"]+)['\"]", path.read_text(encoding="utf-8"))
    assert [name for name in named if finders.find(name) is None] == []


@pytest.mark.thorough
def test_files_are_collected_hashed_and_compressed(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "config.static_files.StaticFiles"}}
    call_command("collectstatic", verbosity=0, interactive=False)
    assert (tmp_path / "staticfiles.json").is_file()
    (base,) = tmp_path.glob("admin/css/base.*.css")
    assert base.with_name(f"{base.name}.gz").is_file()
    # A script is found by those that import it under its hashed name alone.
    (shared,) = (tmp_path / "archive" / "admin").glob("chain-element.*.js")
    (editor,) = (tmp_path / "archive" / "admin").glob("chain-step.*.js")
    assert f'from "./{shared.name}"' in editor.read_text(encoding="utf-8")
