# check.sh - ./okienko check: everything that can be known without a person. Sourced, not run.
#
# Each step says its name, its time and how it went; a log of each is in build/check-logs.
# `./okienko check NAME...` runs only those steps. Closes with "check: N passed, N failed".
# shellcheck shell=bash

CHECK_STEPS=(format layers headers scripts strict-gcc strict-clang linter memory races)
CHECKS_PASSED=0
CHECKS_FAILED=0

# What memory and races run besides the unit tests: real daemons, real sockets.
MEMORY_TESTS=(tests/integration/bad_input.test.mjs tests/integration/shutdown.test.mjs
    tests/integration/resume.test.mjs tests/e2e/kiosk_visit.test.mjs
    tests/e2e/kiosk_taps.test.mjs)
RACES_TESTS=(tests/integration/shutdown.test.mjs tests/integration/resume.test.mjs
    tests/integration/stress_small.test.mjs tests/integration/kiosk_net.test.mjs
    tests/integration/printer_paper.test.mjs)

command_check() {
    local started=$SECONDS step
    [ $# -gt 0 ] || set -- "${CHECK_STEPS[@]}"
    set_up run build test
    need_tree_files
    # shellcheck source=tests/support/okienko/test.sh
    source "$ROOT/tests/support/okienko/test.sh"
    mkdir -p "$ROOT/build/check-logs"
    for step in "$@"; do
        declare -F "check_${step//-/_}" >/dev/null || die "unknown step: $step"
        run_step "$step"
    done
    say "check took $(seconds_since "$started") s"
    echo "check: $CHECKS_PASSED passed, $CHECKS_FAILED failed"
    [ "$CHECKS_FAILED" -eq 0 ]
}

run_step() {
    local name=$1 started=$SECONDS log=$ROOT/build/check-logs/$1.log
    printf 'check: %-13s ' "$name"
    # A subshell without the caller's `if`, so that set -e holds inside.
    local code=0
    set +e
    (
        set -e
        "check_${name//-/_}"
    ) >"$log" 2>&1
    code=$?
    set -e
    if [ "$code" -eq 0 ]; then
        printf 'ok, %s s\n' "$(seconds_since "$started")"
        CHECKS_PASSED=$((CHECKS_PASSED + 1))
    else
        printf 'FAILED, %s s\n' "$(seconds_since "$started")"
        tail -60 "$log" | sed 's/^/       /'
        echo "       (the whole log: build/check-logs/$name.log)"
        CHECKS_FAILED=$((CHECKS_FAILED + 1))
    fi
}

check_format() {
    local files=()
    mapfile -t files < <(tree_files '*.c' '*.h')
    echo "${#files[@]} files"
    clang-format-14 --dry-run -Werror "${files[@]}"
}

check_layers() {
    tests/support/tidy.sh
}

check_headers() {
    local flags
    flags=$(pkg-config --cflags cmocka sqlite3 sdl2 SDL2_ttf SDL2_image libcurl)
    # Headers of tests look for what was built, as CMake tells them.
    CFLAGS_EXTRA="$flags -DOKIENKO_BINARY_DIR=\"build\"" tests/support/tidy.sh --headers
}

check_scripts() {
    local shells=() scripts=() script
    mapfile -t shells < <(tree_files 'okienko' '.ci/run' '*.sh')
    shellcheck -x "${shells[@]}"
    mapfile -t scripts < <(tree_files '*.mjs' '*.js')
    for script in "${scripts[@]}"; do
        node --check "$script"
    done
    echo "${#shells[@]} shell scripts, ${#scripts[@]} JavaScript files"
}

check_strict_gcc() {
    build strict
}

check_strict_clang() {
    build strict-clang
}

check_linter() {
    cmake --preset strict-clang >/dev/null
    node tests/support/okienko/lint.mjs build/strict-clang
}

check_memory() {
    # use_sigaltstack=0: at the end of a thread the sanitizer reports its own sigaltstack.
    export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1:detect_leaks=1
    ASAN_OPTIONS+=:use_sigaltstack=0
    export LSAN_OPTIONS=suppressions=$ROOT/tests/support/lsan.supp
    export UBSAN_OPTIONS=print_stacktrace=1 CTEST_LIMIT_S=180
    build asan
    run_ctest asan unit -L '^unit$' -E '^(tidy|scripts)'
    run_files asan "${MEMORY_TESTS[@]}"
    close_tests
}

check_races() {
    export TSAN_OPTIONS=second_deadlock_stack=1:halt_on_error=1 CTEST_LIMIT_S=180
    build tsan
    run_ctest tsan unit -L '^unit$' -E '^(tidy|scripts)'
    run_files tsan "${RACES_TESTS[@]}"
    close_tests
}

# run_files PRESET PATTERN... - the test files of each pattern; a pattern without a file fails.
run_files() {
    local preset=$1 pattern files=() all=()
    shift
    for pattern in "$@"; do
        mapfile -t files < <(tree_files "$pattern")
        if [ ${#files[@]} -eq 0 ]; then
            echo "missing: $pattern"
            TESTS_FAILED=$((TESTS_FAILED + 1))
        fi
        all+=("${files[@]}")
    done
    NODE_TEST_LIMIT_S=420 run_node_tests "$preset" "$(jobs_count)" "${all[@]}"
}
