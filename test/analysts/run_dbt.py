"""Runs dbt's commands on one project, parsed once; prints the results of each as a line of JSON.

    run_dbt.py parse "source freshness" build
"""
import json
import sys

from dbt.cli.main import dbtRunner

OPTIONS = ["--profiles-dir", ".", "--no-use-colors", "--log-level", "warn", "--no-send-anonymous-usage-stats"]
runner = dbtRunner()
for command in sys.argv[1:]:
    outcome = runner.invoke([*OPTIONS[2:], "--warn-error", *command.split(), *OPTIONS[:2]])
    if outcome.exception:
        raise outcome.exception
    if command == "parse":
        runner = dbtRunner(manifest=outcome.result)
        continue
    results = {result.node.name: {"status": str(result.status), "message": str(getattr(result, "message", "")),
                                  "loaded": str(getattr(result, "max_loaded_at", ""))} for result in outcome.result}
    print(json.dumps({"command": command, "results": results}))
