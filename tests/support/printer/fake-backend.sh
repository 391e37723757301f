#!/bin/bash
# CUPS backend "fake:", the device behind the driver queue: fake://DIR puts each job into DIR.
# One line in DIR/fault: "state REASON" waits until the file is gone, "slow SECONDS", "exit CODE".
set -euo pipefail

if [[ $# -eq 0 ]]; then
    echo 'direct fake:/ "Fake" "Fake receipt printer"'
    exit 0
fi
folder=${DEVICE_URI#fake://}
fault=$folder/fault
word='' argument=''
if [[ -f $fault ]]; then
    read -r word argument <"$fault" || true
fi
# Not /dev/stdin: it may be a socket, which cannot be opened by name.
if [[ $# -ge 6 ]]; then
    cat -- "$6"
else
    cat
fi >"$folder/part.$$"
if [[ ! -s $folder/part.$$ ]]; then # nothing came through the filters: nothing comes out
    rm -f "$folder/part.$$"
    exit 0
fi
case $word in
    '') ;;
    state)
        echo "STATE: +$argument" >&2
        while [[ -f $fault ]]; do sleep 0.02; done
        echo "STATE: -$argument" >&2
        ;;
    slow) sleep "$argument" ;;
    exit)
        rm -f "$folder/part.$$"
        exit "$argument"
        ;;
    *) echo "ERROR: no such fault: $word" >&2 ;;
esac
mv "$folder/part.$$" "$folder/job-$(date +%s%N).bin"
