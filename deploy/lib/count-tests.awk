# Counts test cases in the output of `swift test` (Swift Testing): each argument of a parameterised test is a case.
# Shows failures, sanitizer reports and, when the run broke off, the end of the log. Last line: the counts.

function cases(line,   found) {
    return match(line, / with [0-9]+ test cases? (passed|failed) after /) \
        ? substr(line, RSTART + 6) + 0 : 1
}

{ tail_of_log[NR % 40] = $0 }

/^(✔|━) Test .* passed after [0-9.]+ seconds/ && !/^✔ Test run with / { passed += cases($0) }

/^✘ Test .* recorded an issue / {
    name = $0; sub(/ recorded an issue .*/, "", name)
    key = $0; sub(/ at [^ ]+:[0-9]+:[0-9]+: .*/, "", key)
    if (!(key in seen)) { seen[key] = 1; broken[name]++ }
    print; showing = 1; next
}
/^✘ Test .* failed after [0-9.]+ seconds/ && !/^✘ Test run with / {
    all = cases($0)
    name = $0; sub(/ (with [0-9]+ test cases? )?failed after .*/, "", name)
    bad = broken[name] > 0 ? broken[name] : 1
    if (bad > all) bad = all
    failed += bad; passed += all - bad
    print
}
/^➜ Test .* skipped/ { skipped++; line = $0; sub(/^➜ Test /, "", line); print "skipped: " line }
/^↳ / && showing { print }
!/^(↳|✘ Test .* recorded)/ { showing = 0 }
/^(✔|✘) Test run with / { print; ended = 1 }
/(error:|WARNING: ThreadSanitizer|ERROR: AddressSanitizer|SUMMARY: |Fatal error|Crash|unexpected signal)/ { print }
/WARNING: ThreadSanitizer|ERROR: AddressSanitizer|ERROR: LeakSanitizer/ { reports++; more = 30 }
more > 0 { more--; print "    " $0 }

END {
    failed += reports
    if (!ended) {
        print "The run broke off; the end of its output:"
        for (i = NR - 39; i <= NR; i++) if (i > 0) print "    " tail_of_log[i % 40]
    }
    if (code != 0 && failed == 0) failed = 1
    if (!ended && failed == 0) failed = 1
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    exit failed > 0
}
