# Counts node:test's TAP output; `code` is the exit status of the program.
# Prints "show <line>" for what a reader must see and "counts PASSED FAILED SKIPPED" at the end.
/^# pass [0-9]+$/ { passed = $3; seen = 1 }
/^# (fail|cancelled) [0-9]+$/ { failed += $3 }
/^# (skipped|todo) [0-9]+$/ { skipped += $3 }
/^ *not ok [0-9]+/ && !/# (SKIP|TODO)/ { showing = 60 }
/^ *ok [0-9]+/ { showing = 0 }
showing > 0 { print "show      " $0; showing-- }
/^ *\.\.\.$/ { showing = 0 }
{ tail[NR % 40] = $0 }
END {
    if (!seen) { # it never came to the summary: what had passed proves nothing
        passed = 0
        failed = 0
        skipped = 0
    }
    if (code != 0 && failed == 0) {
        failed = 1
        print "show      ended with status " code " and no failed test; its last lines:"
        for (i = NR - 39; i <= NR; i++) if (i > 0) print "show      " tail[i % 40]
    }
    if (code == 0 && passed + failed + skipped == 0) {
        failed = 1
        print "show      ran no test at all"
    }
    print "counts " passed + 0, failed + 0, skipped + 0
}
