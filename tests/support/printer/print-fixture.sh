#!/bin/bash
# print-fixture.sh - a virtual 80 mm receipt printer on free ports of this machine.
#
#   print-fixture.sh up DIR        dbus-daemon, ippeveprinter and a private cupsd with three queues
#   print-fixture.sh up-ipp DIR    only dbus-daemon and ippeveprinter: enough to run the kiosk
#   print-fixture.sh restart DIR   ippeveprinter again on the port it had, after a kill
#   print-fixture.sh down DIR      stops exactly the processes that up started
#
# up prints lines NAME=VALUE when all answer, and keeps them in DIR/env:
#   PRINTER_URI PRINTER_OUT PRINTER_FAULT PRINTER_PID            the printer itself
#   QUEUE_URI                                                    cupsd -> filters -> the printer
#   RAW_QUEUE_URI                                                cupsd -> the printer, untouched
#   DRIVER_QUEUE_URI DRIVER_OUT DRIVER_FAULT                     cupsd -> driver -> files
#   CUPS_SERVER CUPSD_PID
# PRINTER_OUT holds each ticket as received; faults are said in command.sh. As root or not; no
# systemd, no avahi. ippeveprinter wants a D-Bus bus even when it registers nowhere: a private one.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

die() {
    echo "print-fixture.sh: $*" >&2
    exit 1
}

# Outside the range from which the kernel gives ports to clients, so that nobody takes it while the
# printer is being restarted.
free_port() {
    local port try
    for try in {1..200}; do
        port=$((16000 + (RANDOM * 32768 + RANDOM + try) % 16000))
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
    die "no free port"
}

# A zombie that waits for a lazy init is dead.
is_alive() {
    local stat
    [[ -r /proc/$1/stat ]] && stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    [[ ${stat##*) } != [ZX]* ]]
}

# wait_until PID WHAT COMMAND... - ten seconds at most, and only while PID lives.
wait_until() {
    local pid=$1 what=$2 i
    shift 2
    for ((i = 0; i < 1000; i++)); do
        if "$@" 2>/dev/null; then
            return
        fi
        is_alive "$pid" || die "$what ended at once, see its log in $folder"
        sleep 0.01
    done
    die "$what did not answer in time, see its log in $folder"
}

answers() {
    (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

# The kernel takes at most 107 bytes of path for a socket.
start_bus() {
    local socket=$folder/bus.sock
    if [[ ${#socket} -gt 100 ]]; then
        socket=$(mktemp -d)/bus.sock
    fi
    echo "$socket" >"$folder/bus.path"
    cat >"$folder/bus.conf" <<XML
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path=$socket</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
XML
    dbus-daemon --config-file="$folder/bus.conf" --nofork --nopidfile \
        >"$folder/bus.log" 2>&1 </dev/null &
    echo $! >"$folder/bus.pid"
    wait_until $! dbus-daemon test -S "$socket"
}

# start_printer PORT
start_printer() {
    mkdir -p "$folder/spool" "$folder/out"
    env DBUS_SYSTEM_BUS_ADDRESS="unix:path=$(cat "$folder/bus.path")" \
        FIXTURE_DIR="$folder" FIXTURE_OUT="$folder/out" PATH="$PATH:/usr/sbin" \
        ippeveprinter -a "$here/roll80.conf" -n localhost -p "$1" -r off -d "$folder/spool" -k \
        -c "$here/command.sh" -vv Roll80 >>"$folder/printer.log" 2>&1 </dev/null &
    echo $! >"$folder/printer.pid"
    echo "$1" >"$folder/printer.port"
    wait_until $! ippeveprinter answers "$1"
}

# A folder of programs for cupsd: the real filters, real backends that are needed, and the fake.
make_programs() {
    local name
    mkdir -p "$folder/cups/lib/backend"
    for name in cgi-bin daemon driver filter monitor notifier; do
        ln -sfn "/usr/lib/cups/$name" "$folder/cups/lib/$name"
    done
    ln -sfn /usr/lib/cups/backend/ipp "$folder/cups/lib/backend/ipp"
    install -m 755 "$here/fake-backend.sh" "$folder/cups/lib/backend/fake"
    install -m 755 "$1" "$folder/cups/raster-to-test"
}

# write_cups_config PORT USER GROUP
write_cups_config() {
    local cups=$folder/cups
    cat >"$cups/etc/cups-files.conf" <<CONF
ServerBin $cups/lib
ServerRoot $cups/etc
CacheDir $cups/cache
StateDir $cups/state
RequestRoot $cups/spool
TempDir $cups/spool/tmp
AccessLog $cups/log/access_log
ErrorLog $cups/log/error_log
PageLog $cups/log/page_log
ServerKeychain $cups/etc/ssl
FileDevice yes
SystemGroup root lpadmin
User $2
Group $3
CONF
    cat >"$cups/etc/cupsd.conf" <<CONF
Listen localhost:$1
Listen $cups/state/cups.sock
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel warn
MaxLogSize 0
JobRetryInterval 2
JobRetryLimit 3
JobKillDelay 2
ReloadTimeout 0
PreserveJobHistory Yes
PreserveJobFiles No
ErrorPolicy abort-job
<Location />
  Order allow,deny
  Allow localhost
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
}

# start_cups PORT
start_cups() {
    local cups=$folder/cups user group
    user=$(id -un) group=$(id -gn)
    if [[ $EUID -eq 0 ]]; then
        user=lp group=lp # cupsd will not run filters as root
        chmod 711 "$folder"
    fi
    mkdir -p "$cups"/{etc/ssl,etc/ppd,cache,state,spool/tmp,log} "$folder/driver"
    make_programs "$here/raster-to-test.sh"
    write_cups_config "$1" "$user" "$group"
    if [[ $EUID -eq 0 ]]; then
        chown -R "$user:$group" "$cups/cache" "$cups/spool" "$cups/state" "$folder/driver"
    fi
    chmod 711 "$cups/spool"
    chmod 1770 "$cups/spool/tmp"
    PATH="$PATH:/usr/sbin" cupsd -f -c "$cups/etc/cupsd.conf" -s "$cups/etc/cups-files.conf" \
        >"$cups/log/stdio" 2>&1 </dev/null &
    echo $! >"$folder/cupsd.pid"
    wait_until $! cupsd answers "$1"
}

# add_queues PRINTER_PORT CUPS_PORT
add_queues() {
    local admin=(env "PATH=$PATH:/usr/sbin" lpadmin -h "localhost:$2")
    "${admin[@]}" -p roll -E -v "ipp://localhost:$1/ipp/print" -m everywhere \
        -o printer-error-policy=abort-job
    "${admin[@]}" -p raw -E -v "ipp://localhost:$1/ipp/print" -m raw \
        -o printer-error-policy=abort-job 2>>"$folder/cups/log/stdio"
    # A PPD may name its filter by an absolute path.
    sed "s#100 rastertotest#100 $folder/cups/raster-to-test#" "$here/roll80.ppd" \
        >"$folder/driver.ppd"
    "${admin[@]}" -p driver -E -v "fake://$folder/driver" -P "$folder/driver.ppd" \
        -o printer-error-policy=abort-job 2>>"$folder/cups/log/stdio"
}

say_ipp() {
    local port
    port=$(cat "$folder/printer.port")
    cat <<ENV
PRINTER_URI=ipp://localhost:$port/ipp/print
PRINTER_OUT=$folder/out
PRINTER_FAULT=$folder/fault
PRINTER_PID=$(cat "$folder/printer.pid")
ENV
}

say_cups() {
    cat <<ENV
QUEUE_URI=ipp://localhost:$1/printers/roll
RAW_QUEUE_URI=ipp://localhost:$1/printers/raw
DRIVER_QUEUE_URI=ipp://localhost:$1/printers/driver
DRIVER_OUT=$folder/driver
DRIVER_FAULT=$folder/driver/fault
CUPS_SERVER=localhost:$1
CUPSD_PID=$(cat "$folder/cupsd.pid")
ENV
}

up_ipp() {
    start_bus
    start_printer "$(free_port)"
}

stop_all() {
    local name pid i pids=()
    for name in printer cupsd bus; do
        if [[ -f $folder/$name.pid ]]; then
            pid=$(cat "$folder/$name.pid")
            rm -f "$folder/$name.pid"
            if is_alive "$pid"; then
                kill -CONT "$pid" 2>/dev/null || true
                kill "$pid" 2>/dev/null || true
                pids+=("$pid")
            fi
        fi
    done
    for ((i = 0; i < 200; i++)); do
        for pid in "${pids[@]}"; do
            if is_alive "$pid"; then
                sleep 0.01
                continue 2
            fi
        done
        return
    done
    kill -9 "${pids[@]}" 2>/dev/null || true
}

# A bus socket that had to live elsewhere.
remove_bus_folder() {
    local socket
    socket=$(cat "$folder/bus.path" 2>/dev/null || true)
    if [[ -n $socket && $socket != "$folder"/* ]]; then
        rm -rf -- "$(dirname -- "$socket")"
    fi
}

[[ $# -eq 2 ]] || die "usage: print-fixture.sh up|up-ipp|restart|down DIR"
mkdir -p -- "$2"
folder=$(cd -- "$2" && pwd)
case $1 in
    up | up-ipp)
        trap '[[ $? -eq 0 ]] || stop_all' EXIT
        up_ipp
        say_ipp >"$folder/env"
        if [[ $1 == up ]]; then
            cups_port=$(free_port)
            start_cups "$cups_port"
            add_queues "$(cat "$folder/printer.port")" "$cups_port"
            say_cups "$cups_port" >>"$folder/env"
        fi
        cat "$folder/env"
        ;;
    restart)
        start_printer "$(cat "$folder/printer.port")"
        cat "$folder/printer.pid"
        ;;
    down)
        stop_all
        remove_bus_folder
        ;;
    *) die "unknown command: $1" ;;
esac
