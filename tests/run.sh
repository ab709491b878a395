#!/usr/bin/env bash
# run.sh BUILD [ARGUMENT OF meson test...] - run the tests of a build folder and count the single
# tests in them. The last line is `N passed, N failed`; exit status 1 if anything failed.
#
# A unit test file and a command test file hold many tests. Both speak TAP here, so that what is
# counted is what has a name; a file that dies before it has named its failure counts as one failed.
set -u
build=${1:?the build folder}
shift

log=$build/meson-logs/testlog.json
rm -f "$log"
CMOCKA_MESSAGE_OUTPUT=TAP meson test -C "$build" --print-errorlogs "$@"
status=$?

if [ ! -s "$log" ]; then
    echo "0 passed, 1 failed"
    exit 1
fi
python3 - "$log" "$status" <<'END'
import json
import re
import sys

passed = failed = skipped = 0
for line in open(sys.argv[1], encoding="utf-8"):
    run = json.loads(line)
    bad = len(re.findall(r"^not ok\b", run.get("stdout") or "", re.M))
    left = len(re.findall(r"^ok\b.*# SKIP", run.get("stdout") or "", re.M))
    good = len(re.findall(r"^ok\b", run.get("stdout") or "", re.M)) - left
    if run["result"] == "SKIP":
        skipped += left or 1
    elif run["result"] == "OK":
        passed, skipped = passed + (good if good or left else 1), skipped + left
    else:
        passed, skipped, failed = passed + good, skipped + left, failed + (bad or 1)
if not failed and sys.argv[2] != "0":
    failed = 1
if skipped:
    print(f"{skipped} skipped: what they need is not on this machine")
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
END
