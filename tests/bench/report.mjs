/*
 * report.mjs - rows of a benchmark: a name, a value with its unit, a target, ok or miss.
 */
export class Report {
    rows = [];
    isBroken = false;

    /* `target` is {most} or {least}, or nothing: then the row only tells. `more` goes to JSON. */
    add(name, value, unit, target = {}, more = {}) {
        const isOk = value !== null && value !== undefined && Number.isFinite(value) &&
            (target.most === undefined || value <= target.most) &&
            (target.least === undefined || value >= target.least);
        const hasTarget = target.most !== undefined || target.least !== undefined;
        const verdict = hasTarget ? (isOk ? 'ok' : 'miss') : '';
        const row = {name, value, unit, target, verdict, ...more};
        this.rows.push(row);
        console.log(`  ${Report.line(row)}`);
    }

    /* p50, p99 of a latency in microseconds as one row; the target is for p99 in milliseconds. */
    latency(name, latency, target = {}, more = {}) {
        const p50 = latency.p50_us / 1000;
        const p99 = latency.p99_us / 1000;
        this.add(name, p99, 'ms p99', target, {p50_ms: p50, count: latency.count,
            max_ms: latency.max_us / 1000, ...more});
    }

    broken(name, error) {
        this.isBroken = true;
        this.rows.push({name, value: null, unit: '', target: {}, verdict: 'broken',
            error: String(error.stack ?? error)});
        console.log(`  ${name}: ${error.stack ?? error}`);
    }

    static number(value) {
        if (value === null || value === undefined) {
            return '-';
        }
        return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en-US')
            : String(Number(value.toPrecision(3)));
    }

    static goal({most, least}) {
        if (most !== undefined) {
            return `<= ${Report.number(most)}`;
        }
        return least !== undefined ? `>= ${Report.number(least)}` : '';
    }

    static line(row) {
        const p50 = row.p50_ms === undefined ? '' : ` (p50 ${Report.number(row.p50_ms)})`;
        return [row.name.padEnd(52), `${Report.number(row.value)} ${row.unit}${p50}`.padEnd(34),
            Report.goal(row.target).padEnd(11), row.verdict].join(' ').trimEnd();
    }

    table() {
        const head = ['what'.padEnd(52), 'measured'.padEnd(34), 'target'.padEnd(11), ''].join(' ');
        return [head.trimEnd(), '-'.repeat(108), ...this.rows.map(Report.line)].join('\n');
    }

    summary() {
        const count = verdict => this.rows.filter(row => row.verdict === verdict).length;
        return `${count('ok')} ok, ${count('miss')} missed, ${count('broken')} broken`;
    }
}

/* {count, p50_us, p99_us, max_us} of times in milliseconds. */
export function latencyOf(times) {
    const sorted = [...times].sort((a, b) => a - b);
    const at = share => sorted[Math.floor((sorted.length - 1) * share)] * 1000;
    return {count: sorted.length, p50_us: at(0.5), p99_us: at(0.99), max_us: at(1)};
}
