-- Past days for the benchmark: :rows finished tickets, each with its step and its call, spread over
-- the last 399 days, and the events of the last month. Run with the backend stopped.
PRAGMA synchronous = OFF;
PRAGMA cache_size = -400000;
PRAGMA temp_store = MEMORY;
BEGIN IMMEDIATE;

CREATE TEMP TABLE past AS
WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows)
SELECT i + 1 AS id,
    399 - i * 399 / :rows AS days_ago,
    i % 5 AS series,
    i / 5 + 1 AS counter,
    CAST(strftime('%s', 'now') AS INTEGER) * 1000 - (399 - i * 399 / :rows) * 86400000
        + i % 20000 * 1000 AS at_ms
FROM n;

INSERT INTO ticket (id, office_id, day, series, counter, number, token, state, version, priority,
    language, interpreter, channel, issued_ms, closed_ms, checkin_ms, appointment_ms, floor_ms,
    booked, wait_low_min, wait_high_min)
SELECT id, 1, CAST(strftime('%Y%m%d', 'now', '-' || days_ago || ' days') AS INTEGER),
    substr('ABCDE', series + 1, 1), counter, substr('ABCDE', series + 1, 1) || counter,
    lower(hex(randomblob(16))), 'done', 4, 0, 'pl', '', 'kiosk', at_ms, at_ms + 1800000, at_ms, 0,
    0, -1, 5, 15
FROM past ORDER BY id;

INSERT INTO step (id, office_id, ticket_id, position, service_id, state, staff_id, room_id,
    is_offer, forerunners, entered_ms, called_ms, started_ms, ended_ms, since_ms, missed, outcome)
SELECT id, 1, id, 0, (SELECT min(id) FROM service) + series, 'done', (SELECT min(id) FROM staff),
    (SELECT min(id) FROM room), 0, 0, at_ms, at_ms + 600000, at_ms + 660000, at_ms + 1800000,
    at_ms + 1800000, 0, 'settled'
FROM past ORDER BY id;

INSERT INTO invitation (id, office_id, ticket_id, step_id, staff_id, room_id, at_ms, recalls,
    recalled_ms, rule_version, alarmed_ms, explanation, reason, undone_ms)
SELECT id, 1, id, id, (SELECT min(id) FROM staff), (SELECT min(id) FROM room), at_ms + 600000, 0, 0,
    1, 0, '{}', '', 0
FROM past ORDER BY id;

INSERT INTO event (office_id, seq, kind, body, public_body, at_ms)
SELECT 1, (SELECT seq FROM office WHERE id = 1) + row_number() OVER (ORDER BY id), 'ticket.issued',
    '{"ticket":' || id || ',"number":"A1","state":"waiting","service":"KOORD","room":null,'
        || '"staff":null,"at_ms":' || at_ms || '}', NULL, at_ms
FROM past WHERE days_ago BETWEEN 1 AND 29;
UPDATE office SET seq = (SELECT max(seq) FROM event) WHERE id = 1 AND EXISTS (SELECT 1 FROM event);

COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
