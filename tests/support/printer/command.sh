#!/bin/bash
# ippeveprinter's -c command: "prints" one job by moving it to $FIXTURE_OUT.
#   $1  the document; stderr is the status channel; exit != 0 aborts the job
# A fault is one line in $FIXTURE_DIR/fault; without the file a job prints at once:
#   state REASON   the job waits with this printer-state-reason until the file is gone
#   leave REASON   the reason stays after the job (media-low)
#   clear REASON   takes it back
#   slow SECONDS   the mechanism takes its time
#   abort [CODE]   the job ends as aborted

set -euo pipefail

fault=$FIXTURE_DIR/fault
word='' argument=''
if [[ -f $fault ]]; then
    read -r word argument <"$fault" || true
fi
case $word in
    '') ;;
    state)
        echo "STATE: +$argument" >&2
        while [[ -f $fault ]]; do sleep 0.02; done
        echo "STATE: -$argument" >&2
        ;;
    leave) echo "STATE: +$argument" >&2 ;;
    clear) echo "STATE: -$argument" >&2 ;;
    slow) sleep "$argument" ;;
    abort) exit "${argument:-1}" ;;
    *) echo "ERROR: no such fault: $word" >&2 ;;
esac
# A job is there under its final name or not at all.
target=$FIXTURE_OUT/job-$(date +%s%N).pwg
cp "$1" "$target.part"
mv "$target.part" "$target"
echo "ATTR: job-impressions-completed=1" >&2
