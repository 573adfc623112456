"""Holds calls of a state machine against AWS's models, as botocore has them.

Standard input: JSON lines {"state", "resource", "args"}. Standard output: a line for each kind of problem, then the counts.
Exit code 1 where there is a problem.

Step Functions spells members in PascalCase: those of AWS SDK integrations as the Java SDK v2 does (SseKmsKeyId for
SSEKMSKeyId), those of optimized ones with their first letter raised.
"""
import collections
import json
import re
import string
import sys

import botocore
import botocore.session

SESSION = botocore.session.get_session()
MODELS = {}
PROBLEMS = collections.Counter()


def model(service):
    if service not in MODELS:
        MODELS[service] = SESSION.get_service_model(service)
    return MODELS[service]


def java_name(member):
    """A member's name in the Java SDK v2, with its first letter raised."""
    run = len(member) - len(member.lstrip(string.ascii_uppercase))
    if run == len(member):
        lowered = member.lower()
    elif run > 1 and member[run].islower():
        lowered = member[: run - 1].lower() + member[run - 1 :]
    else:
        lowered = member[:run].lower() + member[run:]
    return lowered[0].upper() + lowered[1:]


def raised(member):
    return member[0].upper() + member[1:]


def within(size, bounds, what):
    low, high = bounds.get("min"), bounds.get("max")
    if low is not None and size < low or high is not None and size > high:
        yield f"{what} is {size}, not {low}..{high}"


def problems(shape, value, path, name):
    """Yields what is wrong with a value, each with its path."""
    kind = shape.type_name
    if kind == "structure":
        if not isinstance(value, dict):
            yield path, f"is no structure: {value!r}"
            return
        members = {name(member): inner for member, inner in shape.members.items()}
        for key, inner in value.items():
            if key in members:
                yield from problems(members[key], inner, f"{path}.{key}", name)
            else:
                yield f"{path}.{key}", "is no member"
        for required in shape.required_members:
            if name(required) not in value:
                yield f"{path}.{name(required)}", "is missing"
    elif kind == "list":
        if not isinstance(value, list):
            yield path, f"is no list: {value!r}"
            return
        for wrong in within(len(value), shape.metadata, "the number of members"):
            yield path, wrong
        for inner in value:
            yield from problems(shape.member, inner, f"{path}[]", name)
    elif kind == "map":
        if not isinstance(value, dict):
            yield path, f"is no map: {value!r}"
            return
        for key, inner in value.items():
            yield from problems(shape.key, key, f"{path} (key)", name)
            yield from problems(shape.value, inner, f"{path}{{}}", name)
    elif kind == "string":
        if not isinstance(value, str):
            yield path, f"is no text: {value!r}"
            return
        if shape.enum and value not in shape.enum:
            yield path, f"is {value!r}, not one of {', '.join(shape.enum)}"
        for wrong in within(len(value), shape.metadata, "the length"):
            yield path, wrong
        pattern = shape.metadata.get("pattern")
        if pattern and re.search(pattern.replace("\\uD800\\uDC00-\\uDBFF\\uDFFF", "\\U00010000-\\U0010FFFF"), value) is None:
            yield path, f"is {value[:80]!r}, which {pattern} does not match"
    elif kind in ("integer", "long"):
        if isinstance(value, bool) or not isinstance(value, int):
            yield path, f"is no integer: {value!r}"
            return
        for wrong in within(value, shape.metadata, "the number"):
            yield path, wrong
    elif kind == "timestamp":
        # AWS SDK integrations take ISO 8601 with a zone.
        if not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", value) is None:
            yield path, f"is no UTC time in ISO 8601: {value!r}"
    elif kind == "boolean":
        if not isinstance(value, bool):
            yield path, f"is neither true nor false: {value!r}"
    else:
        yield path, f"is of a type that is not checked here: {kind}"


def check(call):
    resource = call["resource"].removeprefix("arn:aws:states:::")
    parsed = re.fullmatch(r"(aws-sdk:)?(\w+):([a-z]\w*?)(\.sync)?", resource)
    if parsed is None:
        PROBLEMS[(call["state"], resource, "is no integration")] += 1
        return
    sdk, service, action, _ = parsed.groups()
    operation = raised(action)
    if operation not in model(service).operation_names:
        PROBLEMS[(call["state"], resource, f"{service} has no operation {operation}")] += 1
        return
    name = java_name if sdk else raised
    for path, wrong in problems(model(service).operation_model(operation).input_shape, call["args"], operation, name):
        PROBLEMS[(call["state"], path, wrong)] += 1


def main():
    calls = [json.loads(line) for line in sys.stdin]
    for call in calls:
        check(call)
    for (state, path, wrong), count in sorted(PROBLEMS.items()):
        print(f"  {state}: {path} {wrong} ({count} times)")
    kinds = len({call["resource"] for call in calls})
    print(f"  {len(calls)} calls of {kinds} kinds, botocore {botocore.__version__}: {len(PROBLEMS)} problems")
    sys.exit(1 if PROBLEMS or not calls else 0)


main()
