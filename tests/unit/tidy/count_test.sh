#!/bin/sh
# ./okienko test must not call a broken run a success: its counting is tested on logs of runs.
# Speaks TAP.
set -eu
counters=$(cd "$(dirname "$0")/../../support/okienko" && pwd)
count=0

# counts NAME SCRIPT CODE WANTED: the log on stdin gives exactly these counts.
counts() {
    count=$((count + 1))
    answer=$(awk -v code="$3" -f "$counters/$2" | sed -n 's/^counts //p')
    if [ "$answer" = "$4" ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        echo "wanted $4, got $answer"
    fi
}

echo 1..11
counts "counts each cmocka function" count_ctest.awk 0 "2 0 0" <<'LOG'
1: 1..2
1: ok 1 - parks_a_ticket
1: ok 2 - calls_once
1/1 Test #1: unit_backend_domain_step ..........   Passed    0.01 sec
LOG
counts "counts a failed function once" count_ctest.awk 0 "1 1 0" <<'LOG'
1: 1..2
1: ok 1 - parks_a_ticket
1: not ok 2 - calls_once
1/1 Test #1: unit_backend_domain_step ..........***Failed    0.01 sec
LOG
counts "counts a crash without a count" count_ctest.awk 0 "0 1 0" <<'LOG'
1/1 Test #1: unit_backend_domain_step ..........***Exception: SegFault  0.01 sec
LOG
counts "counts a crash after good tests" count_ctest.awk 0 "1 1 0" <<'LOG'
1: 1..2
1: ok 1 - parks_a_ticket
1/1 Test #1: unit_backend_domain_step ..........***Failed    0.01 sec
LOG
counts "distrusts a program that ran fewer tests than planned" count_ctest.awk 0 "1 1 0" <<'LOG'
1: 1..2
1: ok 1 - parks_a_ticket
1/1 Test #1: unit_backend_domain_step ..........   Passed    0.01 sec
LOG
counts "counts a program that hangs" count_ctest.awk 0 "0 1 0" <<'LOG'
2/2 Test  #2: unit_x ..........................***Timeout  20.00 sec
LOG
counts "counts a program that was not built" count_ctest.awk 0 "0 1 0" <<'LOG'
Could not find executable unit_x
2/2 Test  #2: unit_x ..........................***Not Run  0.00 sec
LOG
counts "counts a plain program as one test" count_ctest.awk 0 "1 0 0" <<'LOG'
1/1 Test #1: tidy .............................   Passed    0.05 sec
LOG
counts "reads node's summary" count_node.awk 1 "3 2 1" <<'LOG'
not ok 1 - logs in
# pass 3
# fail 1
# cancelled 1
# skipped 1
# todo 0
LOG
counts "distrusts node without a summary" count_node.awk 1 "0 1 0" <<'LOG'
ok 1 - logs in
LOG
counts "distrusts a file without tests" count_node.awk 0 "0 1 0" <<'LOG'
# pass 0
# fail 0
LOG
