/*
 * api.js - the pages' door to the backend.
 *
 * Every answer that is not 2xx becomes an ApiError with the problem's slug; a server that cannot be
 * reached is the slug "offline". A POST carries an Idempotency-Key that stays the same across
 * retries, both the automatic ones and a person's second press, until a definite answer came: the
 * same press never calls two people. Once any later action succeeded the keys are forgotten: the
 * page has moved on, and an old "next" would only get its old answer again.
 */
const BASE = '/api/v1';
const TIMEOUT_MS = 8_000;
const RETRY_DELAYS_MS = [300, 900];

let csrf = '';
let skewMs = 0;
const openKeys = new Map();

export class ApiError extends Error {
    constructor(status, slug, field) {
        super(slug);
        this.name = 'ApiError';
        this.status = status;
        this.slug = slug;
        this.field = field;
    }
}

export function setCsrf(token) {
    csrf = token ?? '';
}

/* The server's time as the page knows it: screens must not trust a lobby computer's clock. */
export function serverNow() {
    return Date.now() + skewMs;
}

export function noteServerTime(nowMs) {
    skewMs = nowMs - Date.now();
}

function noteDateHeader(response) {
    const dateMs = Date.parse(response.headers.get('Date') ?? '');
    /* A header has whole seconds: a smaller difference says nothing. */
    if (Number.isFinite(dateMs) && Math.abs(dateMs - serverNow()) > 2_000) {
        noteServerTime(dateMs);
    }
}

async function problemOf(response) {
    try {
        const problem = await response.json();
        return new ApiError(response.status, String(problem.type).split(':').pop(), problem.field);
    } catch {
        return new ApiError(response.status, response.status >= 500 ? 'unavailable' : 'unknown');
    }
}

async function request(method, path, body, headers = {}) {
    let response;
    try {
        response = await fetch(BASE + path, {
            method, cache: 'no-store', credentials: 'same-origin',
            signal: AbortSignal.timeout(TIMEOUT_MS),
            headers: {
                ...(method === 'GET' ? {} : {'X-CSRF-Token': csrf}),
                ...(body === undefined ? {} : {'Content-Type': 'application/json'}),
                ...headers,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
    } catch {
        throw new ApiError(0, 'offline');
    }
    noteDateHeader(response);
    if (!response.ok) {
        throw await problemOf(response);
    }
    return response.status === 204 ? null : response.json();
}

function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isUncertain = (error) => error.slug === 'offline' || error.status >= 500;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function withRetries(attempt, delaysMs) {
    for (const delayMs of delaysMs) {
        try {
            return await attempt();
        } catch (error) {
            if (!isUncertain(error)) {
                throw error;
            }
        }
        await pause(delayMs);
    }
    return attempt();
}

export const get = (path) => request('GET', path);
export const put = (path, body) => request('PUT', path, body);
export const remove = (path) => request('DELETE', path);

/* Log-in: has no key, and is never repeated by itself, because failures are counted. */
export const postOnce = (path, body) => request('POST', path, body);

/* An action on a ticket. */
export async function post(path, body = {}, delaysMs = RETRY_DELAYS_MS) {
    const signature = `${path} ${JSON.stringify(body)}`;
    const key = openKeys.get(signature) ?? newKey();
    openKeys.set(signature, key);
    try {
        const answer = await withRetries(() =>
            request('POST', path, body, {'Idempotency-Key': key}), delaysMs);
        openKeys.clear();
        return answer;
    } catch (error) {
        if (!isUncertain(error)) {
            openKeys.delete(signature);
        }
        throw error;
    }
}
