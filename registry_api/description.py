"""The OpenAPI description, corrected where the framework describes its own habits instead of ours."""

from typing import Any

from fastapi import FastAPI

from registry_api.problems import MEDIA_TYPE

_PROBLEM = "#/components/schemas/Problem"


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1: problems are `application/problem+json`, and a bad value of a question is a 400 that names it."""
    document = app.openapi()
    for path in document["paths"].values():
        for operation in path.values():
            if _is_the_frameworks(operation["responses"].get("422", {})):
                del operation["responses"]["422"]
            for response in operation["responses"].values():
                content = response.get("content", {})
                if content.get("application/json", {}).get("schema") == {"$ref": _PROBLEM}:
                    response["content"] = {MEDIA_TYPE: content["application/json"]}
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    return document


def _is_the_frameworks(response: dict[str, Any]) -> bool:
    """Whether a 422 is the one that FastAPI describes for any parameter, rather than one of our own."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return bool(schema.get("$ref", "").endswith("/HTTPValidationError"))
