"""Runs a recipe, read from standard input, and prints the pieces of each menu in its `answer` as JSON, decimals as texts."""
import json
import sys

recipe = {}
exec(compile(sys.stdin.read(), "docs/analysts.md", "exec"), recipe)
answer = recipe["answer"]


def frame(answer):
    """Rows of a frame of pandas or Polars, or of a relation of DuckDB."""
    if hasattr(answer, "to_dicts"):
        return answer.to_dicts()
    if hasattr(answer, "fetchall") and hasattr(answer, "columns"):
        return [dict(zip(answer.columns, row)) for row in answer.fetchall()]
    return answer.to_dict("records")


def text(value):
    return None if value is None or value != value else str(value)


def pieces(value):
    # of a menu whose quantities are all absent SQL has NULL, and a frame 0
    if isinstance(value, float) and value == value:
        raise TypeError(f"{value} was exact before")
    return text(value) or "0"


def summed(rows):
    """The same of a frame with a row for each item."""
    sums = {}
    for menu, quantity in (row.values() for row in frame(rows)):
        sums.setdefault(text(menu) or "no menu", []).append(0 if text(quantity) is None else quantity)
    return {menu: str(sum(quantities)) for menu, quantities in sums.items()}


found = {text(row["menu"]) or "no menu": pieces(row["pieces"]) for row in frame(answer)}
for name, rows in recipe.items():
    if name.startswith("with_") and summed(rows) != found:
        raise AssertionError(f"{name}: {summed(rows)}, not {found}")
print(json.dumps(found, sort_keys=True))
