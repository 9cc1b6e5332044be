"""An encoder gives a text one vector, whatever is beside it; another encoder is a setting."""

from __future__ import annotations

import json
import threading
import unicodedata
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import metadata

import numpy as np
import pytest

from openemploi.errors import ModelError, RequestError
from openemploi.extraction.encoder import encodable, open_encoders
from openemploi.extraction.encoder.e5 import E5Encoder
from openemploi.extraction.encoder.use import UseEncoder

TEXTS = [
    "gérer des stocks",
    "boulanger",
    "재고 관리",
    "welding",
    "conduire un chariot élévateur",
    "C++",
    "a" * 900,
]


@pytest.fixture(scope="module")
def e5() -> E5Encoder:
    return E5Encoder()


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_has_the_same_vector_alone_and_among_others(e5: E5Encoder, text: str):
    beside = [f"{text} {number}" for number in range(40)]

    among = e5.encode([*beside, text, *TEXTS])
    assert np.array_equal(among[40], e5.encode([text])[0])


def test_two_threads_give_what_one_gives(e5: E5Encoder):
    texts = [f"{text} {number}" for text in TEXTS for number in range(10)]

    assert np.array_equal(E5Encoder(threads=2).encode(texts), e5.encode(texts))


def test_vectors_have_norm_one_and_what_has_no_letters_is_zero(e5: E5Encoder):
    norms = np.linalg.norm(e5.encode([*TEXTS, "", " \x00\n", "…", "\ud800"]), axis=1)

    assert np.allclose(norms[: len(TEXTS)], 1)
    assert not norms[len(TEXTS) :].any()


def test_the_encoder_of_titles_too_gives_a_text_one_vector():
    use = UseEncoder()

    assert np.array_equal(use.encode(["vendeur", "serveur"])[1], use.encode(["serveur"])[0])


def test_capitals_decomposed_letters_and_control_characters_are_made_even():
    decomposed = unicodedata.normalize("NFD", "재고 관리")

    assert encodable("GÉRER\x00 des\nSTOCKS ") == "gérer des stocks"
    assert encodable(decomposed) == "재고 관리"
    assert len(encodable("mot " * 10_000)) <= 512


class _Service(BaseHTTPRequestHandler):
    """Answers as OpenAI's embeddings interface does; with nonsense when the model is called so."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        rows = [{"index": n, "embedding": [len(text), 1.0, 0.0]} for n, text in enumerate(asked["input"])]
        answer = {"data": rows[::-1]} if asked["model"] == "good" else {"error": "no such model"}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_details: object) -> None:
        """Silent."""


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Service) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()
        thread.join()


def test_a_service_is_asked_and_its_vectors_are_put_in_order(address: str):
    encoders = open_encoders(f"{address}#good")

    assert encoders is not None
    vectors = encoders.skills.encode(["un", "trois", ""])
    assert np.allclose(np.linalg.norm(vectors[:2], axis=1), 1)
    assert vectors[1][0] > vectors[0][0]
    assert not vectors[2].any()


def test_a_service_that_answers_something_else_or_not_at_all_is_said(address: str):
    with pytest.raises(ModelError) as wrong:
        open_encoders(f"{address}#bad").skills.encode(["un"])
    with pytest.raises(ModelError) as silent:
        open_encoders("http://127.0.0.1:9/v1#good").skills.encode(["un"])

    assert (wrong.value.code, silent.value.code) == ("encoder_answer", "encoder_unreachable")


def test_an_unknown_setting_is_refused_and_none_is_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENEMPLOI_ENCODER", "word2vec")

    with pytest.raises(RequestError) as refused:
        open_encoders()
    assert refused.value.code == "encoder_setting"
    assert open_encoders("none") is None


def test_a_model_that_is_not_installed_is_said():
    with pytest.raises(ModelError) as missing:
        open_encoders("sentence-transformers:/nowhere")

    assert missing.value.code == "encoder_missing"


def test_the_package_is_asked_for_its_version_once(monkeypatch: pytest.MonkeyPatch):
    """Keys of tens of thousands of names hold it, and to parse what a package says of itself takes a millisecond."""
    encoders = open_encoders("bundled")
    assert encoders is not None
    asked: list[str] = []
    version = metadata.version
    monkeypatch.setattr(metadata, "version", lambda package: asked.append(package) or version(package))

    names = {encoders.titles.name for _number in range(10)}

    assert len(names) == 1
    assert sorted(asked) == sorted(set(asked))
