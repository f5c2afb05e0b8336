"""Forms over rows that have no revisions, words and accounts: who saves second is told what the first one saved."""

import hashlib
import json
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.forms.models import model_to_dict

TOLD = "Somebody saved this while you were editing it. Yours is kept below; save again to put it in place of theirs."


class ComparingForm(forms.ModelForm[Any]):
    """Refuses once to save over what it was not made from, and says what stands there now."""

    was = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.initial["was"] = self._digest(self.instance)

    def _digest(self, row: Model) -> str:
        said = model_to_dict(row, fields=[name for name in self.fields if name != "was"])
        plain = {
            name: sorted(each.pk for each in value) if isinstance(value, list) else value
            for name, value in said.items()
        }
        return hashlib.sha256(json.dumps(plain, cls=DjangoJSONEncoder, sort_keys=True).encode()).hexdigest()

    def clean(self) -> dict[str, Any] | None:
        said = super().clean()
        if self.instance.pk is not None and "was" in self.fields:
            # Locked until what was typed is saved.
            standing = type(self.instance)._default_manager.select_for_update(no_key=True).get(pk=self.instance.pk)
            now = self._digest(standing)
            if self.cleaned_data.get("was") != now:
                # What is sent next is meant with theirs in view.
                self.data = self.data.copy()  # type: ignore[attr-defined]
                self.data["was"] = now  # type: ignore[index]
                self.add_error(None, [TOLD, *self._theirs(standing)])
        return said

    def _theirs(self, standing: Model) -> list[str]:
        """What stands now where something else was typed."""
        found = []
        for name, value in model_to_dict(standing, fields=self.changed_data).items():
            words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            found.append(f"{self.fields[name].label} is now: {words or 'blank'}")
        return found
