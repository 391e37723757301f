# test.sh - ./okienko test [unit|integration|e2e|all]. Sourced, not run.
#
# Counts every test function: cmocka speaks TAP through ctest, node:test speaks TAP by itself. A
# program that dies, hangs or runs fewer tests than it announced counts as a failure.
# Environment: OKIENKO_BUILD names another build folder's preset (check runs tests on sanitizers).
# shellcheck shell=bash

TESTS_PASSED=0
TESTS_FAILED=0
TESTS_SKIPPED=0
CTEST_LIMIT_S=${CTEST_LIMIT_S:-120}
NODE_TEST_LIMIT_S=${NODE_TEST_LIMIT_S:-240}

command_test() {
    local scope=${1:-all} started=$SECONDS
    [ $# -le 1 ] || die "usage: ./okienko test [unit|integration|e2e|all]"
    case $scope in
        unit | integration | e2e | all) ;;
        *) die "unknown kind of tests: $scope (unit, integration, e2e or all)" ;;
    esac
    set_up run build test
    need_tree_files
    if ! build dev; then
        echo "0 passed, 1 failed"
        exit 1
    fi
    [ "$scope" != all ] || scope="unit integration e2e"
    local kind
    for kind in $scope; do
        run_kind dev "$kind"
    done
    say "took $(seconds_since "$started") s; logs are in build/test-logs"
    close_tests
}

close_tests() {
    [ "$TESTS_SKIPPED" -eq 0 ] || say "$TESTS_SKIPPED skipped (not counted as passed)"
    echo "$TESTS_PASSED passed, $TESTS_FAILED failed"
    if [ "$TESTS_FAILED" -gt 0 ] || [ "$TESTS_PASSED" -eq 0 ]; then
        exit 1
    fi
}

# run_kind PRESET KIND - the ctest label "unit" of build/PRESET, then the .mjs tests of that kind.
run_kind() {
    local preset=$1 kind=$2 lanes=1 files=()
    if [ "$kind" = unit ]; then # the others are .mjs: they drive whole programs
        run_ctest "$preset" "$kind" -L "^$kind\$"
    fi
    # Browsers and the kiosk's picture want the machine to themselves, daemons do not.
    [ "$kind" = e2e ] || lanes=$(jobs_count)
    mapfile -t files < <(tree_files "tests/$kind/*.test.mjs" "tests/$kind/**/*.test.mjs")
    run_node_tests "$preset" "$lanes" ${files[@]+"${files[@]}"}
}

# run_ctest PRESET NAME CTEST-ARGUMENT...
run_ctest() {
    local preset=$1 name=$2
    shift 2
    local logs=$ROOT/build/test-logs log counts
    mkdir -p "$logs"
    log=$logs/ctest-$preset-$name.log
    say "ctest, $name ($preset)"
    CMOCKA_MESSAGE_OUTPUT=TAP SDL_VIDEODRIVER=dummy TZ=UTC OKIENKO_BUILD=$preset \
        ctest --test-dir "build/$preset" "$@" -V -j "$(jobs_count)" \
        --timeout "$CTEST_LIMIT_S" >"$log" 2>&1 || true
    counts=$(awk -f tests/support/okienko/count_ctest.awk "$log")
    sed -n 's/^show //p' <<<"$counts"
    counts=$(sed -n 's/^counts //p' <<<"$counts")
    add_counts "$counts"
    say "$name: passed, failed, skipped: $counts"
}

# run_node_tests PRESET LANES FILE... - files of node:test, so many at a time.
run_node_tests() {
    local preset=$1 lanes=$2 tally line
    shift 2
    [ $# -gt 0 ] || return 0
    tally=$(mktemp)
    export ROOT NODE_TEST_LIMIT_S
    export -f run_node_test say seconds_since
    printf '%s\0' "$@" |
        xargs -0 -n 1 -P "$lanes" bash -c 'run_node_test "$@"' bash "$preset" "$tally" || true
    while IFS= read -r line; do
        add_counts "$line"
    done <"$tally"
    if [ "$(wc -l <"$tally")" -ne $# ]; then
        say "of $# test files only $(wc -l <"$tally") came to an end"
        TESTS_FAILED=$((TESTS_FAILED + 1))
    fi
    rm -f "$tally"
}

# run_node_test PRESET TALLY FILE - one file; adds a line "PASSED FAILED SKIPPED" to TALLY. A first
# line "// limit: N s" of the file is its limit.
run_node_test() {
    local preset=$1 tally=$2 file=$3
    local logs=$ROOT/build/test-logs log code=0 limit started=$SECONDS told
    mkdir -p "$logs"
    log=$logs/$preset-$(tr / - <<<"${file#tests/}").log
    limit=$(sed -n '1,5s|^// limit: \([0-9]*\) s.*|\1|p' "$file" | head -1)
    limit=${limit:-$NODE_TEST_LIMIT_S}
    OKIENKO_BUILD=$preset timeout -k 10 "$limit" \
        node --test-reporter=tap "$file" >"$log" 2>&1 </dev/null || code=$?
    told=$(awk -v code="$code" -f tests/support/okienko/count_node.awk "$log")
    # In one write, so that lanes do not mix their lines.
    say "$(
        read -r passed failed skipped < <(sed -n 's/^counts //p' <<<"$told")
        echo "$file, $(seconds_since "$started") s:" \
            "$passed passed, $failed failed, $skipped skipped"
        sed -n 's/^show //p' <<<"$told"
        [ "$code" -ne 124 ] && [ "$code" -ne 137 ] || echo "      stopped after $limit s"
    )"
    sed -n 's/^counts //p' <<<"$told" >>"$tally"
}

# add_counts "PASSED FAILED SKIPPED"
add_counts() {
    local passed failed skipped
    read -r passed failed skipped <<<"$1"
    TESTS_PASSED=$((TESTS_PASSED + passed))
    TESTS_FAILED=$((TESTS_FAILED + failed))
    TESTS_SKIPPED=$((TESTS_SKIPPED + skipped))
}
