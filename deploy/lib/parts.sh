# shellcheck shell=bash
# shellcheck disable=SC2154
# Runs the parts of a check one after the other, times them and adds up what they counted. Sourced; needs
# `set -euo pipefail` and `root` (the repository).
#
# A part is a command. Its last line may be "N passed, N failed, N skipped"; a part without such a line counts as one,
# by its exit code. A part that fails does not stop those after it.

total_passed=0 total_failed=0 total_skipped=0
summary=() skip_reasons=()

# part NAME COMMAND…: runs it, shows what it prints, counts.
part() {
    local name=$1 started=$SECONDS code=0 log
    shift
    log=$(mktemp)
    printf '\n== %s\n' "$name"
    { "$@" 2>&1 </dev/null || echo "exit code $?" >"$log.code"; } | tee "$log"
    [[ ! -s $log.code ]] || code=1
    count "$name" "$code" "$(tail -n 1 "$log")" $((SECONDS - started))
    while IFS= read -r line; do skip_reasons+=("$name: ${line#skipped: }"); done < <(grep '^skipped: ' "$log" || true)
    rm -f "$log" "$log.code"
}

# skip NAME REASON: a part that cannot run here; it is named at the end.
skip() {
    summary+=("$(printf '%-44s %6s   skipped: %s' "$1" - "$2")")
    skip_reasons+=("$1: $2")
    total_skipped=$((total_skipped + 1))
}

count() {
    local name=$1 code=$2 last=$3 seconds=$4 passed=0 failed=0 skipped=0
    if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
        passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]} skipped=${BASH_REMATCH[4]:-0}
        # A part that exits with an error and counts no failure has failed all the same, and so has one that ran nothing.
        ((code == 0 || failed > 0)) || failed=1
        ((passed + failed + skipped > 0)) || failed=1
    elif ((code == 0)); then
        passed=1
    else
        failed=1
    fi
    total_passed=$((total_passed + passed))
    total_failed=$((total_failed + failed))
    total_skipped=$((total_skipped + skipped))
    summary+=("$(printf '%-44s %4d s   %d passed, %d failed, %d skipped' "$name" "$seconds" "$passed" "$failed" "$skipped")")
}

# Prints the parts with their times, what was skipped and why, and the last line; the status says whether all passed.
finish() {
    printf '\n== Summary, %d s\n' "$SECONDS"
    ((${#summary[@]} == 0)) || printf '%s\n' "${summary[@]}"
    ((${#skip_reasons[@]} == 0)) || printf 'skipped: %s\n' "${skip_reasons[@]}"
    printf '%d passed, %d failed, %d skipped\n' "$total_passed" "$total_failed" "$total_skipped"
    ((total_failed == 0))
}

# swift_tests ARGUMENTS…: `swift test` with them; prints failures, the run's own last line and the count of test cases.
swift_tests() {
    local code=0 log
    log=$(mktemp)
    swift test --disable-xctest --parallel "$@" >"$log" 2>&1 || code=$?
    awk -v code="$code" -f "$root/deploy/lib/count-tests.awk" "$log" || code=1
    rm -f "$log"
    return "$code"
}
