# Counts test functions in the verbose log of ctest whose programs speak TAP.
# Prints "show <line>" for what a reader must see and "counts PASSED FAILED SKIPPED" at the end.
function settle(id, name, verdict,    ran) {
    ran = ok[id] + not_ok[id] + skip[id]
    passed += ok[id]
    failed += not_ok[id]
    skipped += skip[id]
    if (verdict == "Skipped") {
        skipped++
    } else if (verdict == "Passed" && plan[id] == 0 && ran == 0) {
        passed++ # not a TAP program: it is one test
    } else if (verdict != "Passed" && not_ok[id] == 0) {
        failed++ # died, hung or could not start
    } else if (verdict == "Passed" && ran != plan[id]) {
        failed++
        verdict = "ran " ran " of " plan[id] " tests"
    }
    if (verdict != "Passed" && verdict != "Skipped") {
        print "show ---- " name ": " verdict
        printf "%s", output[id]
    }
}

match($0, /^[0-9]+: /) {
    id = substr($0, 1, RLENGTH - 2) + 0
    line = substr($0, RLENGTH + 1)
    if (line ~ /^ok [0-9]+.*# SKIP/ || line ~ /^not ok [0-9]+ # SKIP/) {
        skip[id]++
    } else if (line ~ /^ok [0-9]+/) {
        ok[id]++
    } else if (line ~ /^not ok [0-9]+/) {
        not_ok[id]++
    } else if (line ~ /^1\.\.[0-9]+$/) {
        plan[id] += substr(line, 4)
    }
    if (line !~ /^ok [0-9]+/ && lines[id]++ < 200) {
        output[id] = output[id] "show      " line "\n"
    }
    next
}

match($0, /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: /) {
    head = substr($0, RSTART, RLENGTH)
    rest = substr($0, RSTART + RLENGTH)
    sub(/.*#/, "", head)
    sub(/:.*/, "", head)
    id = head + 0
    split(rest, word, " ")
    if (rest ~ /\.+ +Passed /) {
        verdict = "Passed"
    } else if (match(rest, /\*\*\*[^0-9]*/)) {
        verdict = substr(rest, RSTART + 3, RLENGTH - 3)
        sub(/ +$/, "", verdict)
    } else {
        verdict = "unreadable: " rest
    }
    settle(id, word[1], verdict)
    next
}

/^No tests were found/ { none = 1 }
/^(CMake Error|Errors while running)/ { complaint = $0 }

END {
    if (complaint != "" && failed == 0) {
        print "show " complaint
        failed++
    }
    print "counts " passed + 0, failed + 0, skipped + 0
}
