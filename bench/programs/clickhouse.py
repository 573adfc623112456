"""Program: the validation's checks by hand in ClickHouse's SQL (chdb), on the same files. Arguments: folder of the bucket,
folder of the export in it, items.

The md5 of each file is compared, too. What a check costs where nothing is wrong is what counts, so lines are looked at a
second time only where an attribute may be of another type. The last line is what bench/measure.ts reads.
"""

import hashlib
import json
import os
import resource
import sys
import time
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import chdb

INSTANT = (
    "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
    r"(\\.[0-9]{1,3})?Z$"
)
TYPES = {
    "tableid": "S",
    "datetime": "S",
    "quantity": "N",
    "menu": "S",
    "price": "N",
    "orderId": "S",
}


def values_of(name):
    return f"{name} Tuple({TYPES[name]} Nullable(String))"


ITEM = ", ".join(map(values_of, TYPES))
LISTS = "Tuple(SS Array(Nullable(String)), L Array(Tuple(S Nullable(String))))"


def text_of(name):
    return f"tupleElement(tupleElement(item, '{name}'), '{TYPES[name]}')"


def is_null(path):
    return f"JSONHas(line, 'Item', {path}, 'NULL')"


def is_there(name):
    """Whether an item has an attribute; most lines are told without reading them again."""
    return f"position(line, '\"{name}\":') > 0 AND JSONHas(line, 'Item', '{name}')"


def misfit(name, fits):
    """That an attribute has another type than the declared one."""
    return f"NOT ifNull({fits}, 0) AND {is_there(name)} AND NOT {is_null(repr(name))}"


toppings = f"JSONExtract(line, 'Item', 'toppings', '{LISTS}')"
CHEF = "'detail', 'M', 'chef'"
MISFITS = {
    "datetime": misfit(
        "datetime",
        f"match({text_of('datetime')}, '{INSTANT}') OR parseDateTime64BestEffortOrNull({text_of('datetime')}, 3) IS NOT NULL",
    ),
    "quantity": misfit("quantity", f"match({text_of('quantity')}, '^-?[0-9]{{1,38}}$')"),
    "menu": misfit("menu", f"{text_of('menu')} IS NOT NULL"),
    "price": misfit("price", f"match({text_of('price')}, '^-?[0-9]{{1,10}}(\\\\.[0-9]{{1,2}}0*)?$')"),
    "orderId": misfit("orderId", f"{text_of('orderId')} IS NOT NULL"),
    # rarely there, so the line is read for them where it names them
    "toppings": f"{is_there('toppings')} AND empty(tupleElement({toppings}, 'SS')) AND NOT "
    f"(notEmpty(tupleElement({toppings}, 'L')) AND arrayAll(e -> tupleElement(e, 'S') IS NOT NULL, tupleElement({toppings}, 'L'))) "
    f"AND NOT {is_null(repr('toppings'))}",
    "chef": f"position(line, '\"chef\":') > 0 AND JSONHas(line, 'Item', {CHEF}) "
    f"AND NOT JSONHas(line, 'Item', {CHEF}, 'S') AND NOT {is_null(CHEF)}",
}


def statement(folder, export):
    key = f"concat(toString(length({text_of('tableid')})), ':', {text_of('tableid')}, {text_of('datetime')})"
    misfits = ", ".join(
        f"countIf({sql}) AS {name}_misfits, minIf(substring(JSONExtractRaw(line, 'Item', '{'detail' if name == 'chef' else name}'), 1, 200), {sql}) AS {name}_example"
        for name, sql in MISFITS.items()
    )
    totals = ", ".join(f"sum({name}_misfits), min({name}_example)" for name in MISFITS)
    return f"""
WITH data AS (
  SELECT path, count() AS lines, countIf({text_of('tableid')} IS NOT NULL OR JSONType(line, 'Item') = 'Object') AS items, min({key}) AS least_key,
    countIf({text_of('tableid')} IS NULL OR {text_of('datetime')} IS NULL) AS keyless, {misfits}
  FROM (
    SELECT _path AS path, line, JSONExtract(line, 'Item', 'Tuple({ITEM})') AS item
    FROM file('{folder}/{export}/data/*.gz', LineAsString)
  )
  GROUP BY path
),
files AS (
  SELECT concat('{folder}/', dataFileS3Key) AS path, count() AS times_listed, max(itemCount) AS listed_items
  FROM file('{folder}/{export}/manifest-files.json', JSONEachRow, 'dataFileS3Key String, itemCount UInt64') GROUP BY path
),
per_file AS (
  SELECT *, count() OVER (PARTITION BY least_key) AS files_with_least_key
  FROM data FULL JOIN files USING path SETTINGS join_use_nulls = 1
)
SELECT sum(listed_items * times_listed), sum(items), countIf(lines IS NULL AND listed_items > 0),
  countIf(times_listed IS NULL), countIf(times_listed > 1), countIf(lines <> listed_items), countIf(items < lines),
  countIf(least_key IS NOT NULL AND files_with_least_key > 1), sum(keyless), {totals}
FROM per_file"""


def main():
    folder, export, items = sys.argv[1], sys.argv[2], int(sys.argv[3])
    chdb.query("SELECT 1")  # what starts it is no part of a validation
    started, before = time.perf_counter(), processor_seconds()
    compare_checksums(Path(folder), export)
    answer = json.loads(str(chdb.query(statement(folder, export), "JSONCompactEachRow")))
    listed, found, *wrong = answer
    checks = [int(number or 0) for number in wrong[:7]]
    misfits = dict(zip(MISFITS, (int(number or 0) for number in wrong[7::2])))
    if int(listed) != items or int(found) != items or any(checks):
        raise SystemExit(f"ClickHouse found {listed} listed, {found} items, {checks}")
    if [name for name, number in misfits.items() if number > 0] != ["quantity", "price"]:
        raise SystemExit(f"ClickHouse found {misfits}; it should find odd quantities and prices")
    cost = {
        "seconds": time.perf_counter() - started,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "parts": {"processors": processor_seconds() - before},
    }
    print(json.dumps(cost))


def compare_checksums(folder, export):
    lines = (folder / export / "manifest-files.json").read_text().splitlines()
    files = [json.loads(line) for line in lines if line.strip()]

    def compare(file):
        found = b64encode(hashlib.md5((folder / file["dataFileS3Key"]).read_bytes()).digest()).decode()
        if found != file["md5Checksum"]:
            raise SystemExit(f"{file['dataFileS3Key']}: md5 {found}, listed {file['md5Checksum']}")

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(compare, files))


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


main()
