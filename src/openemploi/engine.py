"""The one object that the command line, a notebook, a server and a batch worker use.

It holds the loaded taxonomy and what reads with it, so that two screens never explain one pair in two ways.
What was read is cached by the content of the file and by everything that reading depends on.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from openemploi import i18n
from openemploi.documents import Document, Limits, MediaType, ocr_available, read
from openemploi.errors import DocumentError, FormatError, OpenEmploiError, RequestError, Where
from openemploi.extraction import korean
from openemploi.extraction.document_kind import is_offer
from openemploi.extraction.model import SearchArea
from openemploi.extraction.semantics import Semantics, open_semantics
from openemploi.i18n import _
from openemploi.matching import Match, Matcher
from openemploi.profiles.build import Builder
from openemploi.profiles.detect import read_structured, unknown_format
from openemploi.profiles.model import JobPosting, JobseekerProfile, StructuredCv, StructuredOffer
from openemploi.profiles.offer_files import iter_offers
from openemploi.profiles.reading_cache import ReadingCache
from openemploi.taxonomy.library import Progress, open_taxonomy
from openemploi.taxonomy.store import Taxonomy

READERS: Final = 2  # documents parsed at once, each in its own limited process
_HEAD: Final = 4096
_log: Final = logging.getLogger(__name__)


class Engine:
    """Reads CVs and offers and compares them.

    Parameters
    ----------
    taxonomy:
        What skills and occupations are called and how they relate.
    language:
        Of labels and reasons: ``fr``, ``en`` or ``ko``; the language in force when not given.
    today:
        The day that "since 2019" counts to.
    cache:
        Whether what was read is kept for the next time (30 days, readable by this user only).
    semantics:
        What compares meanings; that of the encoder in force when not given.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        *,
        language: str | None = None,
        today: date | None = None,
        cache: bool = True,
        limits: Limits | None = None,
        semantics: Semantics | None = None,
    ) -> None:
        self.taxonomy = taxonomy
        self.semantics = semantics or open_semantics(taxonomy)
        self.language = language or i18n.language()
        self.today = today or date.today()
        self.limits = limits or Limits()
        self.builder = Builder(taxonomy, self.language, self.today, self.semantics)
        self.matcher = Matcher(taxonomy)
        scans = repr(ocr_available())  # a scan refused or half read today is read once Tesseract is there
        meaning = self.semantics.name if self.semantics else ""
        depends_on = (
            taxonomy.version,
            meaning,
            self.language,
            f"{self.today:%Y-%m}",
            repr(self.limits),
            scans,
            korean.analyser(),
        )
        self._cache = ReadingCache.open(depends_on) if cache else None

    @classmethod
    def start(
        cls,
        *,
        language: str | None = None,
        today: date | None = None,
        cache: bool = True,
        progress: Progress | None = None,
    ) -> Engine:
        """An engine with the taxonomy of this machine: the starter, and whatever was imported."""
        taxonomy = open_taxonomy(progress=progress)
        semantics = open_semantics(taxonomy, progress=progress)
        return cls(taxonomy, language=language, today=today, cache=cache, semantics=semantics)

    @property
    def keeps(self) -> bool:
        """Whether what is read from CVs is kept for the next time."""
        return self._cache is not None

    def read_cv(self, path: Path) -> JobseekerProfile:
        """Understand the CV at ``path``.

        Raises ``DocumentError`` or ``FormatError`` with a code, a sentence and a remedy; nothing is kept then.
        """
        return self._understand_cv(self._load_cv(path))

    def read_cvs(self, paths: Iterable[Path]) -> Iterator[tuple[Path, JobseekerProfile | OpenEmploiError]]:
        """Understand many CVs in their order; a file that cannot be read gives its error and the rest goes on.

        At most a few documents are held at a time, whatever their number.
        """
        with ThreadPoolExecutor(READERS, thread_name_prefix="reader") as pool:
            waiting = iter(paths)
            ahead: list[tuple[Path, Future[_Loaded]]] = []

            def fetch(count: int) -> None:
                ahead.extend(
                    (path, pool.submit(copy_context().run, self._load_cv, path))
                    for path in islice(waiting, count)
                )

            try:
                fetch(READERS * 2)
                while ahead:
                    path, future = ahead.pop(0)
                    fetch(1)
                    try:
                        yield path, self._understand_cv(future.result())
                    except OpenEmploiError as error:
                        yield path, error
            finally:
                for _path, future in ahead:
                    future.cancel()

    def read_offers(self, path: Path) -> Iterator[tuple[str, JobPosting | OpenEmploiError]]:
        """The offers of the file at ``path`` (one, or many in JSON or JSON Lines), each with a name for people."""
        try:
            if _is_json(path):
                yield from self._listed_offers(path)
                return
            document = read(path, limits=self.limits)
            source = self._structured(path, document)
            if isinstance(source, StructuredCv):
                raise _not_an_offer(path)
            yield path.name, self._posting(source or document, name=path.name)
        except OpenEmploiError as error:
            yield path.name, error

    def read_any(self, path: Path, *, kind: str = "auto") -> JobseekerProfile | JobPosting:
        """Understand the one CV or offer at ``path``; ``kind`` is ``cv``, ``offer``, or ``auto`` to tell which.

        Raises as :meth:`read_cv` and :meth:`read_offer`.
        """
        if kind == "auto" and not _is_json(path):
            document = read(path, limits=self.limits)  # once: a scan takes seconds to recognise
            if document.media_type is not MediaType.JSON:
                return self._understand(path, document)
            kind = "cv"
        if kind == "auto":
            first = next(iter(iter_offers(path)), None)
            kind = "offer" if isinstance(first, StructuredOffer) else "cv"
        return self.read_cv(path) if kind == "cv" else self.read_offer(path)

    def read_offer(self, path: Path) -> JobPosting:
        """Understand the only offer of the file at ``path``.

        Raises as :meth:`read_cv`, and ``RequestError`` (``offer_not_single``) when there are several, or none.
        """
        found = [posting for _name, posting in islice(self.read_offers(path), 2)]
        postings: list[JobPosting] = []
        for posting in found:
            if isinstance(posting, OpenEmploiError):
                raise posting
            postings.append(posting)
        if len(postings) != 1:
            raise RequestError(
                "offer_not_single",
                _("{name} holds several offers, or none.", name=path.name),
                remedy=_(
                    "Give a file with one offer; to rank many offers for a CV, use “openemploi offers”."
                ),
            )
        return postings[0]

    def match(
        self,
        profile: JobseekerProfile,
        posting: JobPosting,
        *,
        name: str,
        areas: Sequence[SearchArea] | None = None,
    ) -> Match:
        """Compare one person with one offer; see :meth:`openemploi.matching.pair.Matcher.match`."""
        key = hashlib.sha256((profile.document.sha256 + posting.document.sha256).encode()).hexdigest()
        return self.matcher.match(profile, posting, name=name, key=key, areas=areas, language=self.language)

    def _understand(self, path: Path, document: Document) -> JobseekerProfile | JobPosting:
        """The CV or the offer that ``document`` is."""
        source = self._structured(path, document)
        if isinstance(source, StructuredOffer) or (source is None and is_offer(document.text)):
            return self._posting(source or document, name=path.name)
        return self._understand_cv((path, source or document))

    def _posting(self, source: Document | StructuredOffer, *, name: str) -> JobPosting:
        with _faults_named(name):
            return self.builder.posting(source)

    def _load_cv(self, path: Path) -> _Loaded:
        cached = self._cache.get(path) if self._cache else None
        if cached is not None:
            return path, cached
        if _is_json(path):
            limit = self.limits.max_bytes
            if path.stat().st_size > limit:
                read(path, limits=self.limits)  # raises with the code of a file that is too large
            text = path.read_bytes().decode("utf-8-sig", "replace")
            source = read_structured(text, name=path.name, today=self.today)
            return path, self._as_cv(source, path)
        document = read(path, limits=self.limits)
        if document.media_type in (MediaType.XML, MediaType.JSON, MediaType.LINKEDIN):
            return path, self._as_cv(read_structured(document, today=self.today), path)
        return path, document

    def _understand_cv(self, loaded: _Loaded) -> JobseekerProfile:
        path, source = loaded
        if isinstance(source, JobseekerProfile):
            # The same content under another name was read before.
            return replace(source, document=replace(source.document, name=path.name))
        with _faults_named(path.name):
            profile = self.builder.profile(source)
        if self._cache:
            self._cache.put(path, profile)
        return profile

    def _as_cv(self, source: StructuredOffer | StructuredCv | None, path: Path) -> StructuredCv:
        if isinstance(source, StructuredCv):
            return source
        if source is None:
            raise unknown_format(name=path.name)
        raise FormatError(
            "profile_not_a_cv",
            _("This file holds an offer, not a CV."),
            remedy=_("Give it as the offer, or leave it out of the CVs."),
        )

    def _structured(self, path: Path, document: Document) -> StructuredOffer | StructuredCv | None:
        if document.media_type is MediaType.HTML:
            page = path.read_bytes().decode("utf-8", "replace")
            try:
                return read_structured(page, name=path.name) if "ld+json" in page else None
            except FormatError:
                return None  # the page itself can still be read
        if document.media_type in (MediaType.XML, MediaType.LINKEDIN):
            found = read_structured(document, today=self.today)
            if found is None:
                raise unknown_format(name=path.name)
            return found
        return None

    def _listed_offers(self, path: Path) -> Iterator[tuple[str, JobPosting | OpenEmploiError]]:
        for number, offer in enumerate(iter_offers(path), start=1):
            if isinstance(offer, FormatError):
                line = offer.where.line or number
                yield f"{path.name}#{line}", offer
            else:
                name = f"{path.name}#{offer.id or number}"
                try:
                    yield name, self._posting(offer, name=name)
                except OpenEmploiError as error:
                    yield name, error


@contextmanager
def _faults_named(name: str) -> Iterator[None]:
    """A fault of ours in understanding one text is reported as such; the other files go on."""
    try:
        yield
    except OpenEmploiError:
        raise
    except Exception as fault:
        _log.exception("understanding %s failed", name)
        raise DocumentError(
            "understanding_failed",
            _("The text was read, but understanding it failed. The fault is ours, not yours."),
            remedy=_("Please report it with an invented file that shows it. Nothing else is affected."),
            where=Where(file=name),
        ) from fault


_Loaded = tuple[Path, JobseekerProfile | Document | StructuredCv]


def _is_json(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \t\r\n")
    except OSError:
        return False  # reading it says what is wrong
    return (head[:1] == b"{" and b'"' in head[:200]) or (
        head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]")
    )


def _not_an_offer(path: Path) -> DocumentError:
    return DocumentError(
        "profile_not_an_offer",
        _("{name} holds a CV, not an offer.", name=path.name),
        remedy=_("Give the offer first, then the CVs."),
    )
