#!/bin/bash
# The set-up of ./okienko on stand-ins of dpkg, apt and sudo: it installs what is missing and
# nothing else, says so first, and does nothing when all is there. Speaks TAP.
set -u
support=$(cd "$(dirname "$0")/../../support/okienko" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
count=0

# A tree with a list of packages, and programs that only write down how they were called.
mkdir -p "$folder/config" "$folder/bin"
cat >"$folder/config/packages.txt" <<'LIST'
# comment
[run]
curl        # why
nodejs      # why
[build]
gcc         # why

[test]
xdotool     # why
LIST
for program in apt-get sudo; do
    cat >"$folder/bin/$program" <<STUB
#!/bin/bash
echo "$program \$*" >>"$folder/calls"
[ $program = apt-get ] || "\$@"
STUB
done
printf '#!/bin/bash\ncat "%s/installed"\n' "$folder" >"$folder/bin/dpkg-query"
printf '#!/bin/bash\necho 1000\n' >"$folder/bin/id"
chmod +x "$folder"/bin/*

# set_up_with INSTALLED SECTION... - the output of install_packages; its calls are in $folder/calls.
set_up_with() {
    local installed=$1
    shift
    : >"$folder/calls"
    printf '%b' "$installed" >"$folder/installed"
    (
        # shellcheck disable=SC2030
        PATH=$folder/bin:$PATH ROOT=$folder
        # shellcheck source=tests/support/okienko/common.sh
        source "$support/common.sh"
        # shellcheck source=tests/support/okienko/setup.sh
        source "$support/setup.sh"
        has_node() { [ "${NODE_IS_THERE:-no}" = yes ]; }
        install_packages "$@"
    )
}

is() { # is NAME WANTED GOT
    count=$((count + 1))
    if [ "$2" = "$3" ]; then
        echo "ok $count - $1"
    else
        echo "not ok $count - $1"
        printf 'wanted: %s\ngot:    %s\n' "$2" "$3"
    fi
}

echo 1..7
all='curl installed\nnodejs installed\ngcc installed\nxdotool installed\n'
is "says nothing when nothing is missing" "" "$(set_up_with "$all" run build test)"
is "calls nothing when nothing is missing" "" "$(cat "$folder/calls")"

answer=$(set_up_with 'curl installed\nnodejs installed\n' run build)
is "says what it installs" \
    "okienko: installing 1 Debian packages (from config/packages.txt): gcc" "$answer"
is "asks sudo, refreshes the lists, installs what is missing" \
    "apt-get -o DPkg::Lock::Timeout=300 update -q
apt-get -o DPkg::Lock::Timeout=300 install -q -y --no-install-recommends gcc" \
    "$(grep ^apt-get "$folder/calls")"
is "is no root by itself" "2" \
    "$(grep -c "^sudo env DEBIAN_FRONTEND=noninteractive" "$folder/calls")"

set_up_with 'curl deinstalled\ngcc installed\n' run build >/dev/null
is "a removed package is missing" "yes" \
    "$(grep -q 'recommends curl nodejs$' "$folder/calls" && echo yes)"

NODE_IS_THERE=yes set_up_with 'curl installed\n' run >/dev/null
is "keeps its hands off a node that is new enough" "" "$(cat "$folder/calls")"
