#!/bin/sh
# Proves that tidy.sh can fail: each rule gets a small tree that breaks it, and a good tree passes.
# Speaks TAP.
set -eu
tidy=$(cd "$(dirname "$0")/../../support" && pwd)/tidy.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
count=0

# refuses NAME PATH WANTED CONTENT: that file in a good tree is refused with a line holding WANTED.
refuses() {
    count=$((count + 1))
    fresh_tree
    mkdir -p "$tree/$(dirname "$2")"
    printf '%s\n' "$4" >"$tree/$2"
    if answer=$("$tidy" "$tree" 2>&1); then
        echo "not ok $count - refuses $1"
    elif printf '%s\n' "$answer" | grep -qF -- "$3"; then
        echo "ok $count - refuses $1"
    else
        echo "not ok $count - refuses $1"
        printf '%s\n' "$answer"
    fi
}

fresh_tree() {
    rm -rf "$tree"
    mkdir -p "$tree/common/base" "$tree/backend/domain" "$tree/kiosk/app" "$tree/tests" \
        "$tree/config" "$tree/assets" "$tree/docs"
    printf '/*\n * status.h - words for outcomes.\n */\n' >"$tree/common/base/status.h"
    printf '#include "base/status.h"\n\n#include <stdio.h>\n' >"$tree/backend/domain/pick.c"
}

repeat() { # repeat COUNT TEXT
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) print text }'
}

echo 1..17
fresh_tree
count=1
if "$tidy" "$tree" && "$tidy" --headers "$tree"; then
    echo "ok 1 - accepts a good tree"
else
    echo "not ok 1 - accepts a good tree"
fi

refuses "a call up the layers" backend/domain/route.c \
    'backend/domain may not include "store/database.h"' '#include "store/database.h"'
refuses "a folder without a row in the table" backend/magic/wand.c \
    'folder backend/magic is not in the layer table' '#include "base/status.h"'
refuses "an include without its folder" common/base/status.c \
    'include "status.h" by folder' '#include "status.h"'
refuses "a fenced header" kiosk/app/app.c '<sqlite3.h> belongs in' '#include <sqlite3.h>'
refuses "SDL in the state machine" kiosk/app/app.c 'belongs in' '#include <SDL2/SDL.h>'
refuses "a banned call" common/base/text.c 'banned call' 'strcpy(name, text);'
refuses "another banned call" tests/unit.c 'banned call' 'int n = (atoi(text));'
refuses "a file of 601 lines" common/base/long.c 'longer than 600 lines' "$(repeat 601 'int a;')"
refuses "a line of 101 columns" common/base/wide.c 'longer than 100 columns' "$(printf '%0101d' 0)"
refuses "a trailing blank" common/base/blank.c 'trailing blank' 'int a; '
refuses "a tab in C" common/base/tab.c 'tab' "$(printf 'int\ta;')"
refuses "a header that does not say what it is for" common/base/bare.h \
    'does not open with a comment' '#pragma once'
refuses "a header that names another" common/base/arena.h \
    'the opening comment does not begin with "arena.h - "' "$(printf '/*\n * other.h - x.\n */')"
refuses "unfinished business" backend/web/page.js 'unfinished business' "// FIX""ME later"
refuses "a path of somebody's machine" docs/notes.md 'a machine path' "See /ho""me/anna/okienko."

count=17
fresh_tree
printf '/*\n * pick.h - x.\n */\nstruct pick { int64_t at_ms; };\n' \
    >"$tree/backend/domain/pick.h"
if "$tidy" --headers "$tree" >/dev/null 2>&1; then
    echo "not ok 17 - refuses a header that does not compile by itself"
else
    echo "ok 17 - refuses a header that does not compile by itself"
fi
