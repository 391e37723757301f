# run.sh - ./okienko run [--data DIR] [--port N] [--headless] [--once]. Sourced, not run.
#
# Starts the backend with the demo office, a printer and the kiosk, and stops exactly what it
# started: on Ctrl-C, on a failure, at the end of --once, and (by the kernel) if this script dies.
# OKIENKO_PRESET names another build than release.
# shellcheck shell=bash

PRESET=${OKIENKO_PRESET:-release}
DATA=
PORT=
HEADLESS=no
ONCE=no
declare -A STARTED=() # name -> process id
PRINTER_FOLDER=
PRINTER_URI=
PRINTER_OUT=
BACKEND_URL=

command_run() {
    parse_run_options "$@"
    local sections=(run build)
    [ "$ONCE" = no ] || sections+=(test)
    set_up "${sections[@]}"
    build "$PRESET" okienko-backend okienko-kiosk okienko-catalogues || die "the build failed"
    prepare_data
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap stop_everything EXIT
    start_printer
    start_backend
    start_screen
    if [ "$ONCE" = yes ]; then
        play_visit
    else
        start_kiosk
        greet
        watch
    fi
}

parse_run_options() {
    DATA=$ROOT/var
    while [ $# -gt 0 ]; do
        case $1 in
            --data | --port)
                [ $# -ge 2 ] || die "$1 needs a value"
                if [ "$1" = --data ]; then DATA=$2; else PORT=$2; fi
                shift
                ;;
            --headless) HEADLESS=yes ;;
            --once) ONCE=yes ;;
            *) die "unknown option: $1 (see ./okienko help)" ;;
        esac
        shift
    done
    case $DATA in /*) ;; *) DATA=$OKIENKO_START_DIR/$DATA ;; esac
    case $PORT in
        '' | *[!0-9]*) [ -z "$PORT" ] || die "--port needs a number" ;;
        *) [ "$PORT" -le 65535 ] || die "--port is at most 65535" ;;
    esac
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$ONCE" = yes ]; then
        HEADLESS=yes
    fi
}

backend() {
    "$ROOT/build/$PRESET/backend/okienko-backend" "$@"
}

# The demo office and the kiosk's token, when the folder is new.
prepare_data() {
    mkdir -p "$DATA/log"
    DATA=$(cd -- "$DATA" && pwd)
    exec 9>"$DATA/run.lock"
    flock -n 9 || die "another ./okienko run uses $DATA"
    if [ ! -f "$DATA/okienko.db" ]; then
        say "making the demo office in $DATA"
        backend init --data "$DATA" --office "$ROOT/config/office.yaml" >"$DATA/log/init.log" ||
            die "the demo office could not be made"
    fi
    if [ ! -s "$DATA/kiosk.token" ]; then
        (
            umask 077
            backend device add "kiosk-$(date +%s)" --data "$DATA" >"$DATA/kiosk.token"
        ) || die "the kiosk got no token"
    fi
}

# start NAME COMMAND... - in the background, with a log, and gone when this script is gone. In a
# session of its own, so that a terminal's Ctrl-C reaches this script only, which stops in order.
start() {
    local name=$1
    shift
    : >"$DATA/log/$name.log" # now: what an earlier run wrote must not be read as this one's
    setpriv --pdeathsig TERM setsid "$@" >>"$DATA/log/$name.log" 2>&1 </dev/null 9>&- &
    STARTED[$name]=$!
}

is_alive() {
    kill -0 "${STARTED[$1]}" 2>/dev/null
}

# wait_for NAME WHAT SECONDS COMMAND... - until COMMAND succeeds; the process must live meanwhile.
wait_for() {
    local name=$1 what=$2 end=$((SECONDS + $3))
    shift 3
    until "$@"; do
        if ! is_alive "$name"; then
            tail -20 "$DATA/log/$name.log" >&2
            die "$name ended before $what; its log: $DATA/log/$name.log"
        fi
        [ "$SECONDS" -lt "$end" ] || die "$name: no $what in time; its log: $DATA/log/$name.log"
        sleep 0.05
    done
}

# A queue that CUPS knows already, else our own virtual printer. --once needs to see the paper.
start_printer() {
    local queue=
    if [ "$ONCE" = no ] && command -v lpstat >/dev/null; then
        queue=$(timeout 3 lpstat -d 2>/dev/null | sed -n 's/^.*: \([^ ]*\)$/\1/p' || true)
    fi
    if [ -n "$queue" ]; then
        PRINTER_URI=ipp://localhost/printers/$queue
        say "tickets go to the printer queue $queue"
        return 0
    fi
    PRINTER_FOLDER=$DATA/printer
    rm -rf -- "$PRINTER_FOLDER"
    mkdir -p "$PRINTER_FOLDER"
    local answer
    answer=$(setsid -w "$ROOT/tests/support/printer/print-fixture.sh" up-ipp "$PRINTER_FOLDER" \
        2>"$DATA/log/printer.log" 9>&-) || die "no printer; its log: $DATA/log/printer.log"
    PRINTER_URI=$(sed -n 's/^PRINTER_URI=//p' <<<"$answer")
    PRINTER_OUT=$(sed -n 's/^PRINTER_OUT=//p' <<<"$answer")
    [ -n "$PRINTER_URI" ] || die "the virtual printer gave no address"
}

port_is_free() {
    ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

start_backend() {
    local port=$PORT
    if [ -z "$port" ]; then
        port=0
        if [ "$ONCE" = no ] && port_is_free 8080; then
            port=8080
        fi
    elif [ "$port" -ne 0 ] && ! port_is_free "$port"; then
        die "port $port is taken; choose another with --port, or 0 for any"
    fi
    start backend "$ROOT/build/$PRESET/backend/okienko-backend" serve \
        --config "$ROOT/config/backend.yaml" --data "$DATA" --listen "127.0.0.1:$port"
    wait_for backend "being ready" 20 grep -q '^listening on ' "$DATA/log/backend.log"
    BACKEND_URL=http://$(sed -n 's/^listening on //p' "$DATA/log/backend.log" | head -1)
}

# A private screen when there is none or nobody wants to see it.
start_screen() {
    if [ "$HEADLESS" = no ]; then
        return 0
    fi
    start screen Xvfb -displayfd 1 -screen 0 1080x1920x24 -nolisten tcp
    wait_for screen "a display" 15 grep -q '^[0-9][0-9]*$' "$DATA/log/screen.log"
    DISPLAY=:$(grep '^[0-9][0-9]*$' "$DATA/log/screen.log" | head -1)
    export DISPLAY SDL_VIDEODRIVER=x11
    unset WAYLAND_DISPLAY
}

start_kiosk() {
    local size=()
    [ "$HEADLESS" = yes ] || size=(--size "${OKIENKO_KIOSK_SIZE:-1280x720}")
    start kiosk "$ROOT/build/$PRESET/kiosk/okienko-kiosk" --config "$ROOT/config/kiosk.yaml" \
        --backend "$BACKEND_URL" --token-file "$DATA/kiosk.token" --printer "$PRINTER_URI" \
        --state "$DATA/kiosk" "${size[@]}"
}

greet() {
    local kiosk="its own window"
    [ "$HEADLESS" = no ] || kiosk="on the private display $DISPLAY"
    cat <<TEXT

Okienko runs with the demo office in $DATA

  staff console     $BACKEND_URL/console
  lobby board       $BACKEND_URL/board
  manager's page    $BACKEND_URL/manager
  kiosk             $kiosk
  printer           $PRINTER_URI${PRINTER_OUT:+ (what it gets: $PRINTER_OUT)}

  logins (password of all: $(demo_password)):
$(backend user list --data "$DATA" | sed 's/^/    /')

Ctrl-C stops all of it.
TEXT
}

demo_password() {
    sed -n 's/^demo_password: *"\{0,1\}\([^" #]*\).*/\1/p' "$ROOT/config/office.yaml"
}

# Until something ends: the window was closed, or a program died.
watch() {
    local name
    while sleep 0.5; do
        for name in "${!STARTED[@]}"; do
            if ! is_alive "$name"; then
                local code=0
                wait "${STARTED[$name]}" || code=$?
                say "$name ended with status $code; stopping the rest (logs: $DATA/log)"
                exit "$code"
            fi
        done
    done
}

play_visit() {
    local code=0
    say "playing one visit; this takes about half a minute"
    setpriv --pdeathsig TERM setsid node "$ROOT/tests/e2e/visit_once.mjs" \
        --data "$DATA" --url "$BACKEND_URL" --build "$ROOT/build/$PRESET" \
        --printer "$PRINTER_URI" --paper "$PRINTER_OUT" --password "$(demo_password)" \
        </dev/null 9>&- &
    STARTED[visit]=$!
    wait "${STARTED[visit]}" || code=$?
    unset 'STARTED[visit]'
    exit "$code"
}

# Polite first, then not; only what is in STARTED, and the printer by its own script.
stop_everything() {
    local code=$? name end=$((SECONDS + 8))
    trap '' INT TERM HUP
    for name in visit kiosk backend screen; do
        [ -z "${STARTED[$name]:-}" ] || kill -TERM "${STARTED[$name]}" 2>/dev/null || true
        # The screen goes last, when nobody draws on it any more.
        while [ -n "${STARTED[$name]:-}" ] && is_alive "$name"; do
            if [ "$SECONDS" -ge "$end" ]; then
                kill -KILL "${STARTED[$name]}" 2>/dev/null || true
                break
            fi
            sleep 0.05
        done
    done
    if [ -n "$PRINTER_FOLDER" ]; then
        "$ROOT/tests/support/printer/print-fixture.sh" down "$PRINTER_FOLDER" \
            >/dev/null 2>&1 || true
    fi
    exit "$code"
}
