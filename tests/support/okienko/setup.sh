# setup.sh - installs what config/packages.txt names and dpkg misses, then the pinned npm packages.
# Sourced, not run. Says what it installs before it does.
# shellcheck shell=bash

NODE_MAJOR_LEAST=18

# packages_in SECTION... - the package names of those sections of config/packages.txt.
packages_in() {
    awk -v wanted=" $* " '
        { sub(/#.*/, ""); gsub(/[ \t\r]+/, "") }
        /^\[.*\]$/ { section = substr($0, 2, length($0) - 2); next }
        $0 != "" && index(wanted, " " section " ") { print }
    ' "$ROOT/config/packages.txt"
}

has_node() {
    local major
    command -v node >/dev/null && command -v npm >/dev/null || return 1
    major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
    [ "$major" -ge "$NODE_MAJOR_LEAST" ]
}

missing_packages() {
    local installed package
    installed=$(dpkg-query -W -f='${Package} ${db:Status-Status}\n' |
        awk '$2 == "installed" { print $1 }')
    while IFS= read -r package; do
        case $package in nodejs | npm) ! has_node || continue ;; esac
        grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
    done < <(packages_in "$@")
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "installing packages needs root or sudo"
    fi
}

# install_packages SECTION...
install_packages() {
    local missing=()
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "not a Debian system: please provide what config/packages.txt names yourself"
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    if [ ${#missing[@]} -eq 0 ]; then
        return 0
    fi
    say "installing ${#missing[@]} Debian packages (from config/packages.txt): ${missing[*]}"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update -q ||
        say "apt-get update failed; trying with the package lists that are here"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
        install -q -y --no-install-recommends "${missing[@]}" ||
        die "apt-get could not install: ${missing[*]}"
}

# npm ci, but only when package-lock.json changed since the last time.
install_npm() {
    local stamp=$ROOT/node_modules/.okienko-lock sum
    if [ ! -f "$ROOT/package-lock.json" ]; then
        say "no package-lock.json: nothing to install for the pages"
        return 0
    fi
    sum=$(sha256sum <"$ROOT/package-lock.json")
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
        return 0
    fi
    say "installing the npm packages that package-lock.json pins (npm ci)"
    (cd "$ROOT" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
        npm ci --no-audit --no-fund --loglevel=error) || die "npm ci failed"
    printf '%s\n' "$sum" >"$stamp"
}

# set_up SECTION... - everything a command needs before it builds.
set_up() {
    install_packages "$@"
    install_npm
}
