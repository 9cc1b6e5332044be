"""What a list is narrowed by: asked in the address of its page, so that it can be kept, sent and gone back to.

Not with the look of forms (``ui``): saved searches and the tasks that run them read the same filters.
"""

from __future__ import annotations

from typing import Any

from django import forms


class FilterForm(forms.Form):
    """What a list is narrowed by; every field may be left empty."""

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that were given and are sound."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
