#!/bin/sh
# Checks that a tree keeps our rules: who may include whom, which calls are banned, how long a
# line or a file may be, how a file opens, that no path of one machine got in.
#
#   tidy.sh [--headers] [TREE]     TREE is this repository by default
#
# --headers looks at another thing only: that every header compiles by itself ($CC, $CFLAGS_EXTRA).
# Prints one line a fault and fails when there is one. Runs as the ctest "tidy".
set -eu
LC_ALL=C
export LC_ALL

here=$(cd "$(dirname "$0")" && pwd)
with_headers=no
if [ "${1:-}" = --headers ]; then
    with_headers=yes
    shift
fi
cd "${1:-$here/../..}"
table=tests/support/layers.txt
[ -f "$table" ] || table=$here/layers.txt

files() {
    # Package folders, build folders and what git ignores are not ours.
    find . \( -name .git -o -name build -o -name node_modules -o -path ./var -o -path ./out \) \
        -prune -o -type f "$@" -print | sed 's|^\./||' | sort
}

bad=0

check_lines() {
    sources=$(files \( -name '*.[ch]' -o -name '*.js' -o -name '*.mjs' -o -name '*.css' \
        -o -name '*.sh' -o -name '*.awk' -o -name '*.sql' -o -name okienko \) |
        grep -v '^tests/support/tidy\.awk$' || true)
    if [ -n "$sources" ]; then
        # No file name of ours has a blank in it; the check below sees to that.
        # shellcheck disable=SC2086
        awk -v table="$table" -f "$here/tidy.awk" $sources || bad=1
    fi

    blank=$(find common backend kiosk tests config assets docs -name '* *' \
        -not -path '*/node_modules/*' 2>/dev/null || true)
    if [ -n "$blank" ]; then
        printf '%s: a blank in a file name\n' "$blank"
        bad=1
    fi

    # Texts: no machine paths, no package hosts.
    texts=$(files \( -name '*.md' -o -name '*.txt' -o -name '*.json' -o -name '*.yaml' \
        -o -name '*.po' -o -name '*.service' -o -name '*.html' -o -path './.ci/*' \))
    for file in $texts; do
        if grep -nE '(^|[^A-Za-z0-9_.~-])/(work|root|home)/|[F]IXME' "$file" /dev/null; then
            printf '%s: a machine path or unfinished business\n' "$file"
            bad=1
        fi
        if grep -nE 'https?://(registry|deb|security|ftp|mirror)[.][a-z]' "$file" /dev/null; then
            printf '%s: names a package host\n' "$file"
            bad=1
        fi
    done
}

# Every header stands alone: it compiles as the only line of a program.
check_headers() {
    for header in $(files -name '*.h' | grep -E '^(common|backend|kiosk|tests)/'); do
        case $header in
            backend/* | tests/unit/backend/*) roots="-Icommon -Ibackend -Itests" ;;
            kiosk/* | tests/unit/kiosk/*) roots="-Icommon -Ikiosk -Itests" ;;
            *) roots="-Icommon -Itests" ;;
        esac
        # shellcheck disable=SC2086
        if ! printf '#include "%s"\n' "$PWD/$header" |
            "${CC:-cc}" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -fsyntax-only \
                $roots ${CFLAGS_EXTRA:-} -x c -; then
            printf '%s: does not compile by itself\n' "$header"
            bad=1
        fi
    done
}

if [ "$with_headers" = yes ]; then
    check_headers
else
    check_lines
fi
exit "$bad"
