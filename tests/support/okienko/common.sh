# common.sh - words and small tools that all commands of ./okienko share. Sourced, not run.
# shellcheck shell=bash

say() {
    printf 'okienko: %s\n' "$*"
}

die() {
    printf 'okienko: %s\n' "$*" >&2
    exit 1
}

jobs_count() {
    nproc 2>/dev/null || echo 2
}

# build PRESET [TARGET...] - configures and builds into build/PRESET; the log is shown on failure.
build() {
    local preset=$1
    shift
    local logs=$ROOT/build/logs targets=()
    mkdir -p "$logs"
    [ $# -eq 0 ] || targets=(--target "$@")
    say "building build/$preset"
    if ! cmake --preset "$preset" >"$logs/configure-$preset.log" 2>&1; then
        cat "$logs/configure-$preset.log" >&2
        say "cmake --preset $preset failed" >&2
        return 1
    fi
    if ! cmake --build "build/$preset" -j "$(jobs_count)" ${targets[@]+"${targets[@]}"} -- -k 0 \
        >"$logs/build-$preset.log" 2>&1; then
        grep -nE '(error|warning):|undefined reference|FAILED:|Error' "$logs/build-$preset.log" |
            cut -c1-300 | head -60 >&2 || tail -40 "$logs/build-$preset.log" >&2
        say "building $preset failed; the whole log: build/logs/build-$preset.log" >&2
        return 1
    fi
}

# All files of the tree that are ours: tracked or new, not ignored, still there. Also for root in
# somebody else's clone: who runs a tree's scripts trusts the tree.
tree_files() {
    git -c safe.directory='*' -C "$ROOT" ls-files -co --exclude-standard -- "$@" |
        sort -u | while IFS= read -r file; do
        [ ! -f "$ROOT/$file" ] || printf '%s\n' "$file"
    done
}

# Without git's lists there would be no tests and no files to check, and so no faults either.
need_tree_files() {
    [ -n "$(tree_files okienko)" ] || die "git cannot list the files of $ROOT: is it a git clone?"
}

seconds_since() {
    echo $((SECONDS - $1))
}
