"""The whole OpenAPI document against the API: no 5xx, every status declared, every answer as described.

Requests are made up by schemathesis from the document, with a key of each kind; what they are about is there.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from openemploi_web.api.document import document
from openemploi_web.config.wsgi import application
from tests.web.api.conftest import Program, Scene

DECLARED = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OPERATIONS = sorted(
    operation["operationId"] for item in document()["paths"].values() for operation in item.values()
)
EXAMPLES = 6
