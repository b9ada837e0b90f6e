"""The page of methods is the one that the registries give."""

from __future__ import annotations

from pathlib import Path

from study.inference.methods import methods_page
from study.inference.registry import registered
from study.returns import models

PAGE = Path(__file__).parents[2] / "docs" / "methods.md"


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == methods_page(), "run the command at the top of docs/methods.md"


def test_every_model_and_test_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in [*models(), *registered()]:
        assert f"`{name}`" in page


def test_models_say_formula_source_and_validity() -> None:
    for name, model in models().items():
        info = model.info
        assert model.name == name
        assert all((info.title, info.formula, info.source, info.validity))
