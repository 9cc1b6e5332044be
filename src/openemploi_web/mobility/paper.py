"""The answer on two pages of paper: what a person takes along to think over, or to somebody who helps them.

When there is more to say than two pages hold, the letters become smaller first; then each theme says its first lines
only, and the paper says that it leaves some out.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

PAGES: Final = 2
#: The class of the page and how many lines of each list it holds, the most generous first.
_DENSITIES: Final = (("roomy", 12), ("small", 12), ("small", 3), ("small", 2), ("tiny", 2), ("tiny", 1))


def as_pdf(context: dict[str, Any]) -> bytes:
    """The paper as PDF, of two pages; nothing outside the page is fetched."""
    import weasyprint

    sheet = weasyprint.CSS(filename=finders.find("mobility/paper.css"))
    made = None
    for density, lines in _DENSITIES:
        html = render_to_string(
            "mobility/paper.html", {**context, "density": density, "most": f":{lines}", "lines": lines}
        )
        made = weasyprint.HTML(string=html, url_fetcher=_nothing_outside).render(stylesheets=[sheet])
        if len(made.pages) <= PAGES:
            break
    assert made is not None
    pdf: bytes = made.write_pdf()
    return pdf


def _nothing_outside(url: str, **_options: Any) -> dict[str, Any]:
    raise ValueError(url)
