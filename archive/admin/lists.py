"""A list whose rows hide the names that the person who looks at it may not see."""

from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from archive.admin.hiding import mask, sees_protected


class HidingList(ChangeList):
    """Masks the sources that the admin's ``hidden_in_list`` leads to; they are read with the rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        paths: Any = getattr(self.model_admin, "hidden_in_list", ())
        if paths and not sees_protected(request):
            rows = list(self.result_list)
            mask(rows, *paths)
            self.result_list = rows
