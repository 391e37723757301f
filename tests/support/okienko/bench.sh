# bench.sh - ./okienko bench: the figures of the release build. Sourced, not run.
# shellcheck shell=bash

command_bench() {
    [ $# -eq 0 ] || die "usage: ./okienko bench"
    set_up run build test
    build release okienko-backend okienko-kiosk okienko-catalogues okienko-load okienko-probe \
        okienko-engine-bench okienko-forecast-bench ||
        die "the build failed"
    say "measuring; about five minutes (close other programs)"
    OKIENKO_BUILD=release node tests/bench/bench.mjs
}
