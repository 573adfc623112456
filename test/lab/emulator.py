"""ministack 1.5.33, an emulator of AWS, with what a night needs and it lacks.

Every patch says what ministack does without it, so that it can go when the emulator catches up:

  1. DynamoDB exports  nothing is written to S3, nothing is refused, nothing can go wrong; no incremental ones
  2. Athena            queries run on DuckDB; here on Trino, the engine of Athena v3, with UNLOAD as a CTAS
  3. Step Functions    no `athena:startQueryExecution.sync`, no `aws-sdk:s3:getObject` and `deleteObjects`, no Output of Succeed, a wrong Assign,
                       no variables in the history
  4. Glue              no UpdatePartition, no BatchDeletePartition, no GetTableVersions, no Expression and no pages in GetPartitions, errors that AWS gives and it
                       does not
  5. CloudFormation    point-in-time recovery and time zones are ignored; named queries, prepared statements and alarms on
                       metric math are refused
  6. Service Quotas    not there

It writes down what is asked with the roles of state machines, as nobody checks a permission here; test/oracles/permissions/lab-calls.ts does later.

Environment: GATEWAY_PORT (ministack's own), TRINO_PORT, CALLS_FILE (for what state machines ask), FAULTS_FOLDER (for a table whose exports are to
fail, to stay IN_PROGRESS or to be wrong, a file of its name that says how: a failure code, IN_PROGRESS, or one of WINDOW_FAULTS; and for a table
whose past is to lie further back, a file NAME.passed with seconds).
"""
import asyncio
import base64
import gzip
import hashlib
import json
import math
import os
import re
import secrets
import sys
import threading
import time
import urllib.parse
from datetime import datetime, timezone
from decimal import Decimal
from pathlib import Path

import trino
from jsonata.timebox import Timebox
from journal import FILES_PER_EXPORT, WINDOW_FAULTS, Journal, compact, data_files, file_of
from ministack import app
from ministack.core import router
from ministack.services import athena, dynamodb, glue, iam, s3, scheduler
from ministack.services import stepfunctions as sfn
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as cloudformation

TRINO_PORT = int(os.environ["TRINO_PORT"])
FAULTS_FOLDER = Path(os.environ["FAULTS_FOLDER"])
CALLS_FILE = Path(os.environ["CALLS_FILE"])

# ---- 0. What is asked with the roles of state machines ---------------------------------------------------------------
# Lines of JSON: a role with its policies before the first call with it; the calls of state machines as they make them; and the permissions that
# Athena (Trino's requests to Glue and S3) and DynamoDB use of their caller's.

role_of_query = {}  # the SQL of a night -> (state machine, role)
role_of_token = {}  # client token of an export -> (state machine, role)
nights_on_trino = {}  # (state machine, role) -> queries of it that run now
failed_on_trino = {}  # (state machine, role) -> when a query of it failed
CLEANING_SECONDS = 10  # so long Trino may go on to write and remove files of a query that failed
known_roles = set()
writing = threading.Lock()


def write_down(**call):
    with writing, CALLS_FILE.open("a") as file:
        file.write(json.dumps(call) + "\n")


def write_down_role(machine, role):
    if role in known_roles:
        return
    known_roles.add(role)
    documents = iam._roles[role.split("/")[-1]]["InlinePolicies"].values()
    policies = [json.loads(document) if isinstance(document, str) else document for document in documents]
    write_down(machine=machine, role=role, policies=policies)


def write_down_task(state, arguments, context):
    """A call of a state machine, before it is made."""
    machine = sfn._state_machines[context["StateMachine"]["Id"]]
    caller = (machine["name"], machine["roleArn"])
    write_down_role(*caller)
    write_down(machine=caller[0], role=caller[1], state=context["State"]["Name"], task=state["Resource"], arguments=arguments)
    if "QueryString" in arguments:
        role_of_query[arguments["QueryString"].strip().rstrip(";")] = caller
    if "ClientToken" in arguments:
        role_of_token[arguments["ClientToken"]] = caller


def write_down_use(callers, by, action, resource, **context):
    """A permission that a service uses of its callers'; of several it is not known which."""
    write_down(machines=[machine for machine, _ in callers], by=by, action=action, resource=resource, context=context)


def object_arn(bucket, key=None):
    return f"arn:aws:s3:::{bucket}" + ("" if key is None else f"/{key}")


def put_object(bucket, key, body):
    """Puts an object; returns its ETag without quotes."""
    status, headers, _ = s3._put_object(bucket, key, body, {"content-length": str(len(body))})[:3]
    if status >= 300:
        raise ExportError("S3NoSuchBucket", "The specified bucket does not exist")
    return next((value.strip('"') for name, value in headers.items() if name.lower() == "etag"), hashlib.md5(body).hexdigest())


# ---- 1. DynamoDB exports -------------------------------------------------------------------------------------------
# ministack describes an export as COMPLETED and writes no file, and a missing table's recovery with another table's error. Here: the files and
# manifests in AWS's layout, the items of the time or the changes of the window that was asked for, by a journal of writes, the refusal of a table
# without point-in-time recovery and of times that it does not reach, the conflict of client tokens, and exports that fail or are wrong.

COMPLETED_AFTER_SECONDS = 0.3
LEAST_BILLED_BYTES = 10_000_000  # of an incremental export
lines_of_export = {}  # export ARN -> for each data file its lines
request_of_export = {}  # export ARN -> the request, for the client token
journal_of_table = {}  # table name -> Journal, on the table's own clock
recovery_since = {}  # table name -> when its point-in-time recovery was switched on, on the table's clock
ministack_start_export, ministack_describe_export = dynamodb._export_table_to_point_in_time, dynamodb._describe_export
ministack_emit = dynamodb._emit_stream_event


class ExportError(Exception):
    """What an export fails with: failure code and message."""


def fault(table_arn):
    """The failure code that the exports of a table end with, IN_PROGRESS while they do not end, one of WINDOW_FAULTS; empty where they succeed."""
    file = FAULTS_FOLDER / table_arn.split("/")[-1]
    return file.read_text() if file.exists() else ""


def passed(name):
    """Seconds by which a table's past lies further back than it was: its journal and its recovery are so much older."""
    file = FAULTS_FOLDER / f"{name}.passed"
    return float(file.read_text()) if file.exists() else 0.0


def clock_of(name, seconds):
    """A time as the table's own clock has it, on which the journal is kept."""
    return seconds + passed(name)


def export_arn(table_arn):
    return f"{table_arn}/export/{int(time.time() * 1000):014d}-{secrets.token_hex(4)}"


def iso(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def refused(error, message):
    return dynamodb.error_response_json(error, message, 400)


def start_export(request):
    name = dynamodb._table_name_from_arn(request.get("TableArn") or "")
    if name in dynamodb._tables:
        refusal = refuse_type(request) or (refuse_window(name, request) if is_window(request) else refuse_time(name, request))
        if refusal:
            return refused(*refusal)
    token = request.get("ClientToken")
    for earlier in request_of_export.values():
        if token and earlier.get("ClientToken") == token and earlier != request:
            return refused("ExportConflictException", "Export with client token already exists with different parameters")
    status, headers, body = ministack_start_export(request)
    if status >= 300:
        return status, headers, body
    description = dynamodb._exports[json.loads(body)["ExportDescription"]["ExportArn"]]
    if description["ExportArn"] not in lines_of_export:
        request_of_export[description["ExportArn"]] = request
        description.setdefault("S3SseAlgorithm", "AES256")
        if is_window(request):
            start, end = window_of(request)
            view = request["IncrementalExportSpecification"].get("ExportViewType") or "NEW_AND_OLD_IMAGES"
            description.pop("ExportTime", None)
            description["IncrementalExportSpecification"] = {"ExportFromTime": start, "ExportToTime": end, "ExportViewType": view}
            lines_of_export[description["ExportArn"]] = change_lines(name, description, start, end, view)
        else:
            asked = seconds_of(request.get("ExportTime"))
            description.pop("ExportType", None)  # a full one does not say it
            description["ExportTime"] = asked if asked is not None else description["StartTime"]
            specification = request.get("FilterSpecification")
            if specification is not None:
                description["FilterSpecification"] = specification
            items = journal_of(name).items_at(items_of(name), clock_of(name, description["ExportTime"]))
            lines_of_export[description["ExportArn"]] = export_lines(items, specification or {})
    return dynamodb.json_response({"ExportDescription": description})


def is_window(request):
    return request.get("ExportType") == "INCREMENTAL_EXPORT"


def refuse_type(request):
    """Why DynamoDB refuses what kind of export is asked for; recorded texts."""
    kind, specification = request.get("ExportType"), request.get("IncrementalExportSpecification")
    if specification is not None and kind is None:
        return "ValidationException", "Invalid Request: Export Type expected to be Incremental Export when incremental export specification is provided"
    if specification is not None and kind == "FULL_EXPORT":
        return "ValidationException", "Invalid Request: When Export Type is Full Export , Incremental Export Specification should not be provided"
    if kind == "INCREMENTAL_EXPORT" and specification is None:
        return "ValidationException", "Invalid Request: Incremental Export Specification expected when export type is set as Incremental Export"
    if kind == "INCREMENTAL_EXPORT" and specification.get("ExportFromTime") is None:
        return "ValidationException", "Invalid Request: ExportFromTime must be provided in IncrementalExportSpecification"
    view = (specification or {}).get("ExportViewType")
    if view not in (None, "NEW_IMAGE", "NEW_AND_OLD_IMAGES"):
        return "ValidationException", (f"1 validation error detected: Value '{view}' at 'incrementalExportSpecification.exportViewType' failed to "
                                       "satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, NEW_AND_OLD_IMAGES]")
    return None


def refuse_time(name, request):
    if not dynamodb._pitr_settings.get(name):
        return "PointInTimeRecoveryUnavailableException", f"Point in time recovery is not enabled for table '{name}'"
    asked = seconds_of(request.get("ExportTime"))
    if asked is not None and (asked > time.time() or clock_of(name, asked) < recovery_since.get(name, math.inf)):
        return "InvalidExportTimeException", "Export Time is invalid"
    return None


def refuse_window(name, request):
    """Recorded texts, but for those of windows that are too long or end before they begin. Where recovery is off any window is refused as one from before the table."""
    start, end = window_of(request)
    difference = "Difference between export period from time and export period to time is"
    text = None
    if clock_of(name, start) < (recovery_since.get(name, math.inf) if dynamodb._pitr_settings.get(name) else math.inf):
        text = f"Incremental export period from time cannot be less than the table creation time : {iso(start)[:19]}Z"
    elif start >= end:
        text = "Incremental export period from time should not be greater or equal to incremental export period to time"
    elif end > time.time():
        text = f"Incremental export period to time cannot be greater than the current time : {iso(end)[:19]}Z"
    elif end - start < 900:
        text = f"{difference} less than 15 minutes"
    elif end - start > 86400:
        text = f"{difference} greater than 24 hours"
    return text and ("InvalidExportTimeException", text)


def window_of(request):
    specification = request["IncrementalExportSpecification"]
    end = seconds_of(specification.get("ExportToTime"))
    return seconds_of(specification["ExportFromTime"]), math.floor(time.time()) if end is None else end


def seconds_of(export_time):
    """A time of a request as seconds since 1970: the SDKs send a number, Step Functions has an ISO text."""
    if isinstance(export_time, str):
        return datetime.fromisoformat(export_time.replace("Z", "+00:00")).timestamp()
    return export_time


def key_names(name):
    return [key["AttributeName"] for key in sorted(dynamodb._tables[name]["KeySchema"], key=lambda key: key["KeyType"])]


def journal_of(name):
    return journal_of_table.setdefault(name, Journal(key_names(name)))


def items_of(name):
    """The items of a table as they are now."""
    return [item for group in dynamodb._tables[name]["items"].values() for item in group.values()]


def emit_and_keep(name, event, before, after, *more, **named):
    """Every write of an item passes here, whether its table has a stream or not."""
    if (after or before) and name in dynamodb._tables:
        journal_of(name).keep(clock_of(name, time.time()), before, after)
    return ministack_emit(name, event, before, after, *more, **named)


def change_lines(name, description, start, end, view):
    """The lines of each data file of the window [start, end), and what a fault makes of them."""
    flaw = fault(description["TableArn"])
    if flaw == "gap":
        start = (start + end) / 2
        description["IncrementalExportSpecification"]["ExportFromTime"] = start
    records = journal_of(name).records(items_of(name), clock_of(name, start), clock_of(name, end), view, passed(name))
    return data_files(records, flaw, start)


def note_recovery(name):
    """Remembers since when a table has point-in-time recovery."""
    if dynamodb._pitr_settings.get(name):
        recovery_since.setdefault(name, clock_of(name, time.time()))
    else:
        recovery_since.pop(name, None)


def update_backups(request):
    answer = ministack_update_backups(request)
    note_recovery(dynamodb._normalize_table_name(request.get("TableName")))
    return answer


def export_lines(items, specification):
    """The lines of each data file; a filter and a projection, which ministack does not know in exports, leave out what they do in a query."""
    files = [[] for _ in range(FILES_PER_EXPORT)]
    names, values = specification.get("ExpressionAttributeNames", {}), specification.get("ExpressionAttributeValues", {})
    conditions = [specification.get(part) for part in ("KeyConditionExpression", "FilterExpression")]
    for key, item in items.items():
        if all(dynamodb._evaluate_condition(condition, item, values, names) for condition in conditions):
            files[file_of(key)].append(compact({"Item": dynamodb._apply_projection(item, specification)}))
    return files


def write_export(description):
    """Writes data files and manifests, and describes the export as COMPLETED."""
    parent = "/".join(filter(None, [description.get("S3Prefix"), "AWSDynamoDB"]))
    folder, window = f"{parent}/{description['ExportArn'].split('/')[-1]}", description.get("IncrementalExportSpecification")
    data = f"{parent}/data" if window else f"{folder}/data"
    caller = role_of_token.get(description.get("ClientToken"))
    if caller:
        for key in (f"{folder}/_started", f"{folder}/manifest-summary.json", f"{data}/a.json.gz"):
            write_down_use([caller], "dynamodb", "s3:PutObject", object_arn(description["S3Bucket"], key))
    bucket, files = description["S3Bucket"], lines_of_export[description["ExportArn"]]
    put_object(bucket, f"{folder}/_started", b"")
    count, size = sum(map(len, files)), sum(len(line.encode()) for lines in files for line in lines)
    without = window and fault(description["TableArn"]) == "missing_file"
    lost = next((number for number, lines in enumerate(files) if lines), 0) if without else None
    manifest = [write_data_file(bucket, data, lines, number != lost) for number, lines in enumerate(files)]
    billed = max(size, LEAST_BILLED_BYTES) if window else size
    description.update(ExportStatus="COMPLETED", EndTime=time.time(), ItemCount=count, BilledSizeBytes=billed,
                       ExportManifest=f"{folder}/manifest-summary.json")
    times = ({"exportFromTime": iso(window["ExportFromTime"]), "exportToTime": iso(window["ExportToTime"])} if window
             else {"exportTime": iso(description["ExportTime"])})
    summary = {
        "version": "2023-08-01" if window else "2020-06-30", "exportArn": description["ExportArn"], "startTime": iso(description["StartTime"]),
        "endTime": iso(description["EndTime"]), "tableArn": description["TableArn"], "tableId": description["TableId"],
        **times, "s3Bucket": bucket, "s3Prefix": description.get("S3Prefix"),
        "s3SseAlgorithm": description["S3SseAlgorithm"], "s3SseKmsKeyId": description.get("S3SseKmsKeyId"),
        "manifestFilesS3Key": f"{folder}/manifest-files.json", "billedSizeBytes": billed, "itemCount": count,
        "outputFormat": "DYNAMODB_JSON", **({"outputView": window["ExportViewType"], "exportType": "INCREMENTAL_EXPORT"} if window else {}),
    }
    write_manifest(bucket, f"{folder}/manifest-files", "".join(compact(entry) + "\n" for entry in manifest))
    write_manifest(bucket, f"{folder}/manifest-summary", compact(summary))


def write_data_file(bucket, folder, lines, is_put):
    """Writes one data file; returns its entry of manifest-files.json."""
    key = f"{folder}/{base64.b32encode(secrets.token_bytes(17))[:26].decode().lower()}.json.gz"
    body = gzip.compress("".join(line + "\n" for line in lines).encode(), mtime=0)
    etag = put_object(bucket, key, body) if is_put else hashlib.md5(body).hexdigest()
    return {"itemCount": len(lines), "md5Checksum": md5(body), "etag": etag, "dataFileS3Key": key}


def write_manifest(bucket, name, text):
    put_object(bucket, f"{name}.json", text.encode())
    put_object(bucket, f"{name}.md5", md5(text.encode()).encode())


def md5(body):
    return base64.b64encode(hashlib.md5(body).digest()).decode()


def describe_export(request):
    description = dynamodb._exports.get(request.get("ExportArn") or "")
    if description and description["ExportStatus"] == "IN_PROGRESS":
        failure_code = fault(description["TableArn"])
        if time.time() - description["StartTime"] < COMPLETED_AFTER_SECONDS or failure_code == "IN_PROGRESS":
            return dynamodb.json_response({"ExportDescription": description})
        try:
            if failure_code and failure_code not in WINDOW_FAULTS:
                raise ExportError(failure_code, "Injected by the lab")
            write_export(description)
        except ExportError as error:
            description.update(ExportStatus="FAILED", EndTime=time.time(), FailureCode=error.args[0], FailureMessage=error.args[1])
    return ministack_describe_export(request)


def list_exports(request):
    for arn in list(dynamodb._exports):
        describe_export({"ExportArn": arn})
    return ministack_list_exports(request)


def describe_backups(request):
    name = dynamodb._normalize_table_name(request.get("TableName"))
    if name not in dynamodb._tables:
        return refused("TableNotFoundException", f"Table not found: {name}")
    status, headers, body = ministack_describe_backups(request)
    answer = json.loads(body)
    if name in recovery_since:
        # ministack says that recovery begins and ends now
        recovery = answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
        recovery.update(EarliestRestorableDateTime=recovery_since[name] - passed(name), RecoveryPeriodInDays=35)
    return status, headers, json.dumps(answer)


dynamodb._export_arn = export_arn
dynamodb._export_table_to_point_in_time, dynamodb._describe_export = start_export, describe_export
ministack_update_backups, dynamodb._update_continuous_backups = dynamodb._update_continuous_backups, update_backups
dynamodb._emit_stream_event = emit_and_keep
ministack_list_exports, dynamodb._list_exports = dynamodb._list_exports, list_exports
ministack_describe_backups, dynamodb._describe_continuous_backups = dynamodb._describe_continuous_backups, describe_backups


# ---- 2. Athena -----------------------------------------------------------------------------------------------------
# ministack answers with DuckDB, which is what the laptop does too. Here Trino answers, and results look as Athena's do.

ministack_start_query = athena._start_query_execution


def text(value, inner=False):
    """A value as Athena prints it; None stays None at the top: a Datum without VarCharValue."""
    if value is None:
        return "null" if inner else None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return double_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        zone = " " + (str(value.tzinfo).removeprefix("UTC") or "UTC") if value.tzinfo else ""
        return value.replace(tzinfo=None).isoformat(" ", "milliseconds") + zone
    if isinstance(value, bytes):
        return value.hex(" ")
    if isinstance(value, dict):
        return "{" + ", ".join(f"{text(key, True)}={text(member, True)}" for key, member in value.items()) + "}"
    if isinstance(value, tuple):
        names = value.__annotations__["names"]
        return "{" + ", ".join(f"{name or f'field{i}'}={text(field, True)}" for i, (name, field) in enumerate(zip(names, value))) + "}"
    return "[" + ", ".join(text(member, True) for member in value) + "]" if isinstance(value, list) else str(value)


def double_text(value):
    """As Java's Double.toString."""
    if not math.isfinite(value):
        return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
    if value == 0 or 1e-3 <= abs(value) < 1e7:
        return repr(value)
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    return f"{'-' * sign}{digits[0]}.{''.join(map(str, digits[1:])) or '0'}E{len(digits) - 1 + exponent}"


UNLOAD = re.compile(r"UNLOAD\s*\((.*)\)\s*TO\s*'s3://([^/]+)/([^']+/)'\s*WITH\s*\((.*)\)", re.S | re.I)


UNLOAD_TABLE = "unload_"  # begins the names of the tables that stand for an UNLOAD


class AthenaError(Exception):
    """What Athena fails a query with before Trino sees it."""


def unload(cursor, catalog, database, query, bucket, folder, properties):
    """UNLOAD, which Trino has not, as a CTAS whose table goes at once; an external table leaves its files behind."""
    options = dict(re.findall(r"(\w+)\s*=\s*'([^']*)'", properties.lower()))
    if any(key.startswith(folder) for key in s3._buckets[bucket]["objects"]):
        raise AthenaError(f"HIVE_PATH_ALREADY_EXISTS: Target directory for table already exists: s3://{bucket}/{folder}")
    table = f"{UNLOAD_TABLE}{secrets.token_hex(8)}"
    cursor.execute(f"SET SESSION {catalog}.compression_codec = '{options.get('compression', 'gzip').upper()}'").fetchall()
    try:
        cursor.execute(f"CREATE TABLE {table} WITH (format = '{options['format'].upper()}', external_location = 's3://{bucket}/{folder}') AS {query}")
        cursor.fetchall()
        return cursor.stats.get("physicalInputBytes") or 0
    except Exception:
        # Athena removes nothing of a query that failed; Trino does
        put_object(bucket, f"{folder}orphan", b"PAR1")
        raise
    finally:
        glue._tables.pop(f"{database}/{table}", None)


NIGHTS_CATALOG = "nights"  # the catalog and the access key by which Trino asks Glue and S3 for the queries of state machines


def run_on_trino(sql, parameters, database):
    caller = role_of_query.get(sql)
    if caller is None:
        return run_in_catalog("awsdatacatalog", sql, parameters, database)
    with writing:
        nights_on_trino[caller] = nights_on_trino.get(caller, 0) + 1
    try:
        return run_in_catalog(NIGHTS_CATALOG, sql, parameters, database)
    except Exception:
        failed_on_trino[caller] = time.monotonic()
        raise
    finally:
        with writing:
            nights_on_trino[caller] -= 1


def run_in_catalog(catalog, sql, parameters, database):
    connection = trino.dbapi.connect(host="127.0.0.1", port=TRINO_PORT, user="athena", catalog=catalog, schema=database)
    cursor = connection.cursor()
    unloading = UNLOAD.fullmatch(sql)
    if unloading:
        return [], [], unload(cursor, catalog, database, *unloading.groups())
    if parameters:
        sql = "EXECUTE IMMEDIATE '" + sql.replace("'", "''") + "' USING " + ", ".join(parameters)
    cursor.execute(sql)
    return cursor.fetchall(), cursor.description or [], cursor.stats.get("physicalInputBytes") or 0


async def execute_query(query_id, query, database, ddl, catalog=None):
    execution = athena._executions[query_id]
    status, statistics, started = execution["Status"], execution["Statistics"], time.time()
    location = execution["ResultConfiguration"]["OutputLocation"]
    status.update(State="RUNNING", SubmissionDateTime=started)
    try:
        sql = query.strip().rstrip(";")
        rows, described, statistics["DataScannedInBytes"] = await asyncio.to_thread(run_on_trino, sql, execution.get("_parameters"), database)
        if status["State"] == "CANCELLED":
            return
        names, rows = [column[0] for column in described], [[text(value) for value in row] for row in rows]
        execution["_results"] = {"columns": names, "rows": rows}
        execution["_column_types"] = [re.sub(r"\(.*\)", "", column[1], flags=re.S) for column in described]
        bucket, key = location.removeprefix("s3://").split("/", 1)
        if sql in role_of_query:
            write_down_use([role_of_query[sql]], "athena", "s3:PutObject", object_arn(bucket, key))
        put_object(bucket, key, result_file([names, *rows]).encode())
        status["State"] = "SUCCEEDED"
    except Exception as error:  # whatever stopped it is the query's failure: said as Athena does, with Trino's error name
        reason = f"{error.error_name}: {error.message}" if hasattr(error, "error_name") else str(error)
        category = 2 if getattr(error, "error_type", "USER_ERROR") == "USER_ERROR" else 1
        status.update(State="FAILED", StateChangeReason=reason,
                      AthenaError={"ErrorCategory": category, "Retryable": False, "ErrorMessage": reason})
    finally:
        milliseconds = int((time.time() - started) * 1000)
        statistics.update(EngineExecutionTimeInMillis=milliseconds, TotalExecutionTimeInMillis=milliseconds)
        status["CompletionDateTime"] = time.time()
        if not status["StateChangeReason"]:
            del status["StateChangeReason"]


def result_file(rows):
    quoted = lambda value: "" if value is None else '"' + value.replace('"', '""') + '"'
    return "".join(",".join(map(quoted, row)) + "\n" for row in rows)


def start_query(request):
    workgroup = athena._workgroups.get(request.get("WorkGroup", "primary"))
    if workgroup is None:
        return athena.error_response_json("InvalidRequestException", f"WorkGroup {request['WorkGroup']} is not found.", 400)
    if workgroup.get("Configuration", {}).get("EnforceWorkGroupConfiguration"):
        request = {name: value for name, value in request.items() if name != "ResultConfiguration"}
    response = ministack_start_query(request)
    if response[0] < 300 and request.get("ExecutionParameters"):
        athena._executions[json.loads(response[2])["QueryExecutionId"]]["_parameters"] = request["ExecutionParameters"]
    return response


def is_of_nights(headers):
    return f"Credential={NIGHTS_CATALOG}/" in headers.get("authorization", "")


def nights_running():
    with writing:
        since = time.monotonic() - CLEANING_SECONDS
        return [caller for caller, queries in nights_on_trino.items() if queries > 0 or failed_on_trino.get(caller, 0) > since]


def s3_action(method, key, query):
    """The permission that an S3 request needs; without a key it is one of a bucket."""
    if key is None:
        return "s3:GetBucketLocation" if "location" in query else "s3:ListBucketMultipartUploads" if "uploads" in query else "s3:ListBucket"
    if method in ("GET", "HEAD"):
        return "s3:ListMultipartUploadParts" if "uploadId" in query else "s3:GetObject"
    if method == "DELETE":
        return "s3:AbortMultipartUpload" if "uploadId" in query else "s3:DeleteObject"
    return "s3:PutObject"


async def handle_s3(method, path, headers, body, query):
    if is_of_nights(headers):
        bucket, _, key = urllib.parse.unquote(path).lstrip("/").partition("/")
        write_down_use(nights_running(), "athena", s3_action(method, key or None, query), object_arn(bucket, key or None))
    return await ministack_s3(method, path, headers, body, query)


athena._start_query_execution, athena._execute_query = start_query, execute_query
ministack_s3, s3.handle_request = s3.handle_request, handle_s3


# ---- 3. Step Functions ---------------------------------------------------------------------------------------------
# ministack knows aws-sdk:athena but not the optimized integration, reads S3's objects as XML, deletes them one by one, ignores the Output of a Succeed
# state, lets an expression of Assign see what the same Assign set before it, and has no assigned variables in the history.

DATA_LIMIT = 262144 - 2048  # the body is most of a result, not all of it


def athena_task(resource, arguments):
    """arn:aws:states:::athena:<action>[.sync]"""
    call = lambda action, body: sfn._dispatch_aws_sdk_json(sfn._AWS_SDK_SERVICE_MAP["athena"], "athena", action, body)
    action = resource.split(":")[-1]
    result = call(action.removesuffix(".sync"), arguments)
    if not action.endswith(".sync"):
        return result
    while True:
        execution = call("getQueryExecution", {"QueryExecutionId": result["QueryExecutionId"]})
        state = execution["QueryExecution"]["Status"]["State"]
        if state in ("FAILED", "CANCELLED"):
            raise sfn._ExecutionError("States.TaskFailed", json.dumps(execution["QueryExecution"]))
        if state == "SUCCEEDED":
            return execution
        time.sleep(0.1)


def s3_task(resource, arguments):
    """aws-sdk:s3:getObject with a text as its body, and deleteObjects; every other action is ministack's."""
    if resource.split(":")[-1] == "deleteObjects":
        for entry in arguments["Delete"]["Objects"]:
            sfn._invoke_aws_sdk_integration("arn:aws:states:::aws-sdk:s3:deleteObject", {"Bucket": arguments["Bucket"], "Key": entry["Key"]})
        return {}
    if resource.split(":")[-1] != "getObject":
        return sfn._invoke_aws_sdk_integration(resource, arguments)
    headers = {"host": "s3", "authorization": f"AWS4-HMAC-SHA256 Credential=test/20260101/{sfn.get_region()}/s3/aws4_request"}
    path = f"/{arguments['Bucket']}/{arguments['Key']}"
    status, headers, body = app.call_service_handler_sync(app.SERVICE_HANDLERS["s3"], "GET", path, headers, b"", {})[:3]
    body = body if isinstance(body, bytes) else str(body or "").encode()
    if status >= 400:
        code, message = (re.search(f"<{tag}>(.*?)</{tag}>", body.decode()) for tag in ("Code", "Message"))
        raise sfn._ExecutionError(f"S3.{code[1] if code else 'S3'}Exception", message[1] if message else f"status {status}")
    if len(body) > DATA_LIMIT:
        raise sfn._ExecutionError("States.DataLimitExceeded", "The state/task 'aws-sdk:s3:getObject' returned a result with a "
                                  "size exceeding the maximum number of bytes service limit.")
    headers = {name.lower(): value for name, value in headers.items()}
    return {"Body": body.decode("utf-8", "replace"), "ContentLength": len(body), "ContentType": headers.get("content-type"),
            "ETag": headers.get("etag"), "LastModified": headers.get("last-modified"), "Metadata": {}}


def arguments_of(state, data, context=None):
    arguments = ministack_arguments(state, data, context)
    if state["Type"] == "Task":
        write_down_task(state, arguments, context)
    return arguments


def output_of_succeed(state, data, context=None):
    if state["Type"] == "Succeed" and "Output" in state:
        return sfn._apply_jsonata_output(state, data, context)
    return ministack_output_path(state, data, context)


def assign(state, data, context, result=None, error_output=None):
    seen = dict(context["variables"])
    new = {}
    for name, template in (state.get("Assign") or {}).items():
        new[name] = sfn._apply_jsonata_template(template, data, {**context, "variables": seen}, result=result, error_output=error_output)
    context["variables"].update(new)
    assigned.variables = new


def add_event(execution, kind, details=None):
    """An event, with what the state assigned; a state that is entered has assigned nothing yet."""
    if kind.endswith("StateEntered"):
        assigned.variables = {}
    if kind.endswith("StateExited"):
        variables = {name: json.dumps(value) for name, value in getattr(assigned, "variables", {}).items()}
        details["stateExitedEventDetails"]["assignedVariables"] = variables
    return ministack_add_event(execution, kind, details)


def check_runaway(timebox):
    """ministack ends an expression after a second by the clock, which one on a busy machine may take: here a second of the processor's time."""
    began = vars(timebox).setdefault("began", time.thread_time())
    timebox.time = Timebox.current_milli_time() - round((time.thread_time() - began) * 1000)
    ministack_check_runaway(timebox)


assigned = threading.local()  # an execution has a thread for itself
ministack_check_runaway, Timebox.check_runaway = Timebox.check_runaway, check_runaway
ministack_arguments, sfn._apply_jsonata_arguments = sfn._apply_jsonata_arguments, arguments_of
ministack_output_path, ministack_add_event = sfn._apply_output_path, sfn._add_event
sfn._apply_output_path, sfn._apply_state_assign, sfn._add_event = output_of_succeed, assign, add_event
sfn._SERVICE_DISPATCH["arn:aws:states:::athena:"] = athena_task
sfn._SERVICE_DISPATCH["arn:aws:states:::aws-sdk:s3:"] = s3_task


# ---- 4. Glue -------------------------------------------------------------------------------------------------------
# ministack has no UpdatePartition and no BatchDeletePartition, gives all partitions whatever the Expression, creates partitions of tables that
# are not there, and says nothing when a partition to be deleted, a table whose partitions or a database whose tables are asked for is not there.

ministack_glue, ministack_get_partitions = glue.handle_request, glue._get_partitions
ministack_create_partition, ministack_delete_partition = glue._create_partition, glue._delete_partition
COMPARISON = re.compile(r"\s*\(?\s*(\w+)\s*(<=|>=|<>|!=|=|<|>)\s*'((?:[^']|'')*)'\s*\)?\s*")
COMPARE = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
           "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


def table_of(request):
    return glue._tables.get(f"{request.get('DatabaseName')}/{request.get('TableName')}")


def create_partition(request):
    table = table_of(request)
    if table is None:
        return glue.error_response_json("EntityNotFoundException", f"Table {request.get('TableName')} not found.", 400)
    if len(request["PartitionInput"].get("Values", [])) != len(table["PartitionKeys"]):
        return glue.error_response_json("InvalidInputException", "The number of partition keys do not match the number of partition values", 400)
    return ministack_create_partition(request)


def delete_partition(request):
    found = glue._get_partition(request)
    return found if found[0] >= 300 else ministack_delete_partition(request)


def batch_delete_partition(request):
    """Deletes what is there, and names the rest in Errors."""
    if table_of(request) is None:
        return glue.error_response_json("EntityNotFoundException", f"Table {request.get('TableName')} not found.", 400)
    wanted = [entry["Values"] for entry in request["PartitionsToDelete"]]
    if len(wanted) > 25:
        return glue.error_response_json("ValidationException", "partitionsToDelete: Member must have length less than or equal to 25", 400)
    missing = [values for values in wanted if delete_partition({**request, "PartitionValues": values})[0] >= 300]
    detail = {"ErrorCode": "EntityNotFoundException", "ErrorMessage": "Partition not found."}
    return glue.json_response({"Errors": [{"PartitionValues": values, "ErrorDetail": detail} for values in missing]})


def update_partition(request):
    values = request.get("PartitionValueList")
    found = glue._get_partition({**request, "PartitionValues": values})
    if found[0] >= 300:
        return found
    partitions = glue._partitions[f"{request.get('DatabaseName')}/{request.get('TableName')}"]
    index = next(index for index, partition in enumerate(partitions) if partition["Values"] == values)
    kept = {name: partitions[index][name] for name in ("DatabaseName", "TableName", "CreationTime", "CatalogId")}
    partitions[index] = {**kept, "Values": values, **request.get("PartitionInput", {})}
    return glue.json_response({})


def get_partitions(request):
    """Comparisons of keys with texts, joined by AND; Trino's own longer expressions get every partition. A page may have nothing on it."""
    table = table_of(request)
    if table is None:
        return glue.error_response_json("EntityNotFoundException", f"Table {request.get('TableName')} not found.", 400)
    partitions = json.loads(ministack_get_partitions(request)[2])["Partitions"]
    first = int(request.get("NextToken") or 0)
    last = first + int(request.get("MaxResults") or 1000)
    more = {"NextToken": str(last)} if last < len(partitions) else {}
    page = partitions[first:last]
    keys = [key["Name"] for key in table["PartitionKeys"]]
    comparisons = [COMPARISON.fullmatch(part) for part in re.split(r"(?i)\sand\s", request.get("Expression") or "")]
    if all(match and match[1] in keys for match in comparisons):
        holds = lambda values, match: COMPARE[match[2]](values[keys.index(match[1])], match[3].replace("''", "'"))
        page = [partition for partition in page if all(holds(partition["Values"], match) for match in comparisons)]
    return glue.json_response({"Partitions": page, **more})


def get_table_versions(request):
    """A table is its only version: dbt removes those before the last, of which there are none."""
    table = table_of(request)
    if table is None:
        return glue.error_response_json("EntityNotFoundException", f"Table {request.get('TableName')} not found.", 400)
    return glue.json_response({"TableVersions": [{"Table": table, "VersionId": "0"}]})


def get_tables(request):
    name = request.get("DatabaseName")
    if name not in glue._databases:
        return glue.error_response_json("EntityNotFoundException", f"Database {name} not found.", 400)
    return ministack_get_tables(request)


async def handle_glue(method, path, headers, body, query):
    operation = headers.get("x-amz-target", "").split(".")[-1]
    if is_of_nights(headers):
        request = json.loads(body)
        database = request.get("DatabaseName") or request.get("Name")
        table = request.get("TableName") or request.get("TableInput", {}).get("Name") or (request.get("Name") if "DatabaseName" in request else None)
        # That table is the lab's way to write what UNLOAD writes; Athena makes none.
        named = [] if table and table.startswith(UNLOAD_TABLE) else ["catalog", *([f"database/{database}"] if database else []), *([f"table/{database}/{table}"] if database and table else [])]
        for resource in named:
            write_down_use(nights_running(), "athena", f"glue:{operation}", f"arn:aws:glue:{sfn.get_region()}:{sfn.get_account_id()}:{resource}")
    action = GLUE_ACTIONS.get(operation)
    return action(json.loads(body)) if action else await ministack_glue(method, path, headers, body, query)


GLUE_ACTIONS = {"UpdatePartition": update_partition, "BatchDeletePartition": batch_delete_partition,
                "GetTableVersions": get_table_versions}
glue.handle_request, glue._get_partitions = handle_glue, get_partitions
ministack_get_tables, glue._get_tables = glue._get_tables, get_tables
glue._create_partition, glue._delete_partition = create_partition, delete_partition


# ---- 5. CloudFormation ---------------------------------------------------------------------------------------------
# ministack reads no PointInTimeRecoverySpecification and no ScheduleExpressionTimezone, and refuses AWS::Athena::NamedQuery, AWS::Athena::PreparedStatement and the Metrics of AWS::CloudWatch::Alarm.


def with_recovery(handler, properties_at):
    def provision(*args, **more):
        result = handler(*args, **more)
        name = result[0] if isinstance(result, tuple) else result or args[0]
        dynamodb._pitr_settings[name] = bool(re.search(r'"PointInTimeRecoveryEnabled": "?true', json.dumps(args[properties_at])))
        note_recovery(name)
        return result

    return provision


for kind in ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"):
    cloudformation[kind].update(create=with_recovery(cloudformation[kind]["create"], 1),
                                update=with_recovery(cloudformation[kind]["update"], 2))


def create_schedule(logical_id, properties, stack):
    name, attributes = ministack_create_schedule(logical_id, properties, stack)
    schedule = scheduler._schedules[f"{properties.get('GroupName', 'default')}/{name}"]
    schedule["ScheduleExpressionTimezone"] = properties.get("ScheduleExpressionTimezone", "UTC")
    return name, attributes


ministack_create_schedule = cloudformation["AWS::Scheduler::Schedule"]["create"]
cloudformation["AWS::Scheduler::Schedule"]["create"] = create_schedule


def on_its_metric(properties):
    """An alarm on metric math as one on the metric in it."""
    stat = next((metric["MetricStat"] for metric in properties.get("Metrics", []) if "MetricStat" in metric), None)
    if stat is None:
        return properties
    rest = {name: value for name, value in properties.items() if name != "Metrics"}
    return {**rest, **stat["Metric"], "Period": stat["Period"], "Statistic": stat["Stat"]}


def create_alarm(logical_id, properties, *more, **named):
    return ministack_create_alarm(logical_id, on_its_metric(properties), *more, **named)


def update_alarm(physical_id, old, new, *more, **named):
    return ministack_update_alarm(physical_id, on_its_metric(old), on_its_metric(new), *more, **named)


ministack_create_alarm = cloudformation["AWS::CloudWatch::Alarm"]["create"]
ministack_update_alarm = cloudformation["AWS::CloudWatch::Alarm"]["update"]
cloudformation["AWS::CloudWatch::Alarm"].update(create=create_alarm, update=update_alarm)


def replaced(create, delete):
    """The handlers of a kind of resource that an update replaces."""

    def update(physical_id, old, new, stack, logical_id=None):
        delete(physical_id, old)
        return create(logical_id, new, stack)

    return {"create": create, "update": update, "delete": delete}


def create_named_query(logical_id, properties, stack):
    return json.loads(athena._create_named_query({"Name": logical_id, **properties})[2])["NamedQueryId"], {}


def delete_named_query(physical_id, properties):
    athena._delete_named_query({"NamedQueryId": physical_id})


def create_prepared_statement(logical_id, properties, stack):
    athena._create_prepared_statement(properties)
    return properties["StatementName"], {}


def delete_prepared_statement(physical_id, properties):
    athena._delete_prepared_statement({"StatementName": physical_id, "WorkGroup": properties.get("WorkGroup")})


cloudformation["AWS::Athena::NamedQuery"] = replaced(create_named_query, delete_named_query)
cloudformation["AWS::Athena::PreparedStatement"] = replaced(create_prepared_statement, delete_prepared_statement)

# ---- 6. Service Quotas ---------------------------------------------------------------------------------------------
# ministack has none of it. Here: the defaults of the quotas that are asked for, of which nobody had one changed.

DEFAULT_QUOTAS = {"L-E80DC288": 30.0, "L-FC5F6546": 200.0}  # Athena: minutes of a DML query, active DML queries


async def handle_quotas(method, path, headers, body, query):
    request = json.loads(body)
    value = DEFAULT_QUOTAS.get(request["QuotaCode"])
    if value is None or not headers["x-amz-target"].endswith(".GetAWSDefaultServiceQuota"):
        return glue.error_response_json("NoSuchResourceException", f"No quota {request['QuotaCode']} was changed.", 400)
    return glue.json_response({"Quota": {"ServiceCode": request["ServiceCode"], "QuotaCode": request["QuotaCode"], "Value": value}})


router.SERVICE_PATTERNS["servicequotas"] = {"target_prefixes": ["ServiceQuotasV20190624"]}
app.SERVICE_HANDLERS["servicequotas"] = handle_quotas

if __name__ == "__main__":
    sys.argv = sys.argv[:1]
    app.main()
