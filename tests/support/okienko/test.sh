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
    local preset=$1 kind=$2 file
    if [ "$kind" = unit ]; then # the others are .mjs: they drive whole programs
        run_ctest "$preset" "$kind" -L "^$kind\$"
    fi
    while IFS= read -r file; do
        run_node_test "$preset" "$file"
    done < <(tree_files "tests/$kind/*.test.mjs" "tests/$kind/**/*.test.mjs")
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
    add_counts "$(sed -n 's/^counts //p' <<<"$counts")" "$name"
}

# run_node_test PRESET FILE - one file of node:test. A first line "// limit: N s" is its limit.
run_node_test() {
    local preset=$1 file=$2
    local logs=$ROOT/build/test-logs log code=0 limit started=$SECONDS counts
    mkdir -p "$logs"
    log=$logs/$preset-$(tr / - <<<"${file#tests/}").log
    limit=$(sed -n '1,5s|^// limit: \([0-9]*\) s.*|\1|p' "$file" | head -1)
    OKIENKO_BUILD=$preset timeout -k 10 "${limit:-$NODE_TEST_LIMIT_S}" \
        node --test-reporter=tap "$file" >"$log" 2>&1 </dev/null || code=$?
    counts=$(awk -v code="$code" -f tests/support/okienko/count_node.awk "$log")
    sed -n 's/^show //p' <<<"$counts"
    add_counts "$(sed -n 's/^counts //p' <<<"$counts")" "$file, $(seconds_since "$started") s"
    if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
        say "$file: stopped after ${limit:-$NODE_TEST_LIMIT_S} s"
    fi
}

# add_counts "PASSED FAILED SKIPPED" NAME
add_counts() {
    local passed failed skipped
    read -r passed failed skipped <<<"$1"
    TESTS_PASSED=$((TESTS_PASSED + passed))
    TESTS_FAILED=$((TESTS_FAILED + failed))
    TESTS_SKIPPED=$((TESTS_SKIPPED + skipped))
    say "$2: $passed passed, $failed failed$([ "$skipped" -eq 0 ] || echo ", $skipped skipped")"
}
