/*
 * hours.js - arrivals per hour as a chart, with the same figures as a sentence and a table.
 */
import {html} from 'htm/preact';
import {useEffect, useRef} from 'preact/hooks';
import uPlot from 'uplot';
import {t, useLanguage} from '../lib/i18n.js';
import {fullDay} from './day.js';

const HEIGHT_PX = 230;

const span = (hour) => `${hour}–${hour + 1}`;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options(width) {
    const ink = token('--ink-soft');
    const axis = {stroke: ink, font: '14px system-ui, sans-serif', ticks: {show: false}};
    return {
        width, height: HEIGHT_PX, padding: [12, 8, 0, 0],
        legend: {show: false}, cursor: {show: false},
        scales: {
            x: {time: false, range: (_, min, max) => [min - 0.6, max + 0.6]},
            y: {range: (_, min, max) => [0, Math.max(4, max * 1.1)]},
        },
        series: [{}, {
            fill: token('--brand'), width: 0, points: {show: false},
            paths: uPlot.paths.bars({size: [0.72, 72], radius: 0.12}),
        }],
        axes: [
            {...axis, grid: {show: false}, size: 34, splits: (u) => u.data[0],
                values: (_, hours) => hours.map(String)},
            {...axis, size: 40, grid: {stroke: token('--line'), width: 1},
                incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]},
        ],
    };
}

function Chart({day}) {
    const place = useRef(null);
    const plot = useRef(null);
    const data = [day.map(({hour}) => hour), day.map(({arrivals}) => arrivals)];

    useEffect(() => {
        const box = place.current; /* the reference is gone before the last call of the observer */
        const scheme = matchMedia('(prefers-color-scheme: dark)');
        const draw = () => {
            const shown = plot.current?.data ?? data;
            plot.current?.destroy();
            plot.current = new uPlot(options(box.clientWidth), shown, box);
        };
        const resize = new ResizeObserver(() =>
            plot.current?.setSize({width: box.clientWidth, height: HEIGHT_PX}));
        draw();
        resize.observe(box);
        scheme.addEventListener('change', draw);
        return () => {
            scheme.removeEventListener('change', draw);
            resize.disconnect();
            plot.current.destroy();
            plot.current = null;
        };
    }, []);

    useEffect(() => plot.current?.setData(data), [JSON.stringify(data)]);
    return html`<div class="chart" ref=${place} aria-hidden="true"></div>`;
}

export function Hours({hours}) {
    useLanguage();
    const day = fullDay(hours);
    const busiest = day.reduce((best, row) => (row.arrivals > best.arrivals ? row : best));
    if (busiest.arrivals === 0) {
        return html`
            <section class="card"><h2>${t('hours.title')}</h2>
                <p class="soft">${t('hours.none')}</p></section>`;
    }
    return html`
        <section class="card">
            <h2>${t('hours.title')}</h2>
            <p class="soft">${t('hours.text', {hour: span(busiest.hour), n: busiest.arrivals})}</p>
            <${Chart} day=${day} />
            <details>
                <summary>${t('hours.table')}</summary>
                <table>
                    <thead><tr><th scope="col">${t('hours.hour')}</th>
                        <th scope="col">${t('hours.arrivals')}</th></tr></thead>
                    <tbody>${day.map(({hour, arrivals}) => html`
                        <tr key=${hour}><th scope="row" class="numeric">${span(hour)}</th>
                            <td class="numeric">${arrivals}</td></tr>`)}</tbody>
                </table>
            </details>
        </section>`;
}
