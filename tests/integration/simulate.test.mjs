// limit: 120 s
// okienko-backend simulate: figures that repeat, files that parse, words that are refused.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {backendProgram, root, temporaryFolder} from '../support/daemon.mjs';

const simulate = (...words) =>
    spawnSync(backendProgram, ['simulate', ...words],
        {encoding: 'utf8', cwd: root, timeout: 100_000});

const POLICIES = ['fifo-hand', 'fifo-best', 'fifo-any', 'strict', 'longest', 'okienko'];

/* A comparison with little search, and its files. */
function compare(...words) {
    const folder = temporaryFolder('simulate');
    const files = {json: join(folder, 'out.json'), csv: join(folder, 'out.csv')};
    const done = simulate('--compare', '--days', '6', '--tries', '3', ...words,
        '--json', files.json, '--csv', files.csv);
    assert.equal(done.status, 0, done.stderr);
    assert.equal(done.stderr, '');
    return {text: done.stdout, json: readFileSync(files.json, 'utf8'),
        csv: readFileSync(files.csv, 'utf8')};
}

test('the same seed gives the same bytes, another seed others', () => {
    const first = compare('--seed', '7');
    assert.deepEqual(compare('--seed', '7'), first);
    const other = compare('--seed', '8');
    assert.notEqual(other.text, first.text);
    assert.match(first.text, /^model demo \(.*\), 6 days, seed 7$/m);
});

test('means and differences in JSON are those of the days in CSV', () => {
    const {json, csv, text} = compare('--model', 'busy');
    const told = JSON.parse(json);
    assert.deepEqual(told.policies.map(policy => policy.name), POLICIES);
    assert.deepEqual([told.model, told.days, told.seed], ['busy', 6, 1]);
    const [head, ...lines] = csv.trimEnd().split('\r\n').map(line => line.split(','));
    assert.equal(lines.length, 6 * POLICIES.length);
    const column = (policy, name) => lines.filter(line => line[3] === policy)
        .map(line => Number(line[head.indexOf(name)]));
    const mean = values => values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const policy of told.policies) {
        const days = column(policy.name, 'wait');
        assert.ok(Math.abs(mean(days) - policy.figures.wait.mean) < 1e-3, policy.name);
        const squares = days.map(value => (value - mean(days)) ** 2);
        const half = 2.5706 * Math.sqrt(mean(squares) / 5); // Student's t, five degrees of freedom
        assert.ok(Math.abs(half - policy.figures.wait.half_width) < 5e-3, policy.name);
    }
    const ours = column('okienko', 'several_time');
    const theirs = column('longest', 'several_time');
    const difference = told.policies[4].last_minus_this.several_time;
    assert.ok(Math.abs(mean(ours.map((value, i) => value - theirs[i])) - difference.mean) < 1e-3);
    assert.ok(text.includes(told.policies[5].figures.wait.mean.toFixed(1)));
});

test('every policy meets the same people', () => {
    const told = JSON.parse(compare('--seed', '3').json);
    const came = told.policies.map(policy => policy.figures.offered.mean);
    assert.ok(came.every(count => count === came[0]), String(came));
});

test('one policy alone is the column of the comparison', () => {
    const alone = simulate('--policy', 'strict', '--days', '6').stdout;
    const row = text => /^wait, everybody +(.*)$/m.exec(text)[1].trim().split(/ {2,}/);
    assert.equal(row(alone)[0], row(compare().text)[POLICIES.indexOf('strict')]);
    assert.match(simulate('--days', '2').stdout, /okienko/);
});

test('wrong words are refused with what is known', () => {
    const wrong = [['--policy', 'lottery'], ['--days', '0'], ['--days', 'x'], ['--days', '100001'],
        ['--seed', '-1'], ['--tries', '1e3'], ['--compare', '--policy', 'strict'], ['--jason', 'x'],
        ['--days'], ['something']];
    for (const words of wrong) {
        const {status, stderr, stdout} = simulate(...words);
        assert.equal(status, 2, words.join(' '));
        assert.match(stderr, /okienko-backend simulate .*policies: .*okienko/s);
        assert.equal(stdout, '');
    }
});

test('a model that is not there, a file that is not there, a folder that is not there', () => {
    const model = simulate('--model', 'sunday', '--days', '1');
    assert.equal(model.status, 1);
    assert.match(model.stderr, /no model "sunday".*demo .*quiet /s);
    assert.equal(simulate('--config', 'config/none.yaml', '--days', '1').status, 1);
    const folder = simulate('--json', 'nowhere/at/all.json', '--days', '1');
    assert.equal(folder.status, 1);
    assert.match(folder.stderr, /nowhere\/at\/all\.json: not written/);
});

test('timing goes to stderr, where it disturbs no comparison', () => {
    const {stdout, stderr} = simulate('--days', '3', '--timing');
    assert.match(stderr, /^\d+\.\d{3} ms a day and policy/);
    assert.equal(stdout, simulate('--days', '3').stdout);
});
