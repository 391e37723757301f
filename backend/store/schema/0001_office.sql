-- One office is one lobby; every row below belongs to an office. Times are UTC milliseconds.
-- Portable SQL: integers instead of booleans, TEXT JSON, no autoincrement, no defaults by function.

CREATE TABLE office (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    zone TEXT NOT NULL,
    is_demo INTEGER NOT NULL CHECK (is_demo IN (0, 1)),
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL
) STRICT;

-- Apart from the office, whose row is written with each event: the catalogue is large.
CREATE TABLE catalog (
    office_id INTEGER PRIMARY KEY REFERENCES office (id),
    body TEXT NOT NULL,
    board TEXT -- of the lobby's television, JSON
) STRICT;

-- track: 0 shared, 1 benefits, 2 social work; of staff the sum of theirs.
CREATE TABLE service (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    code TEXT NOT NULL,
    series TEXT NOT NULL CHECK (length(series) = 1),
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    mode TEXT NOT NULL CHECK (mode IN ('walk_in', 'appointment', 'mixed')),
    is_sensitive INTEGER NOT NULL CHECK (is_sensitive IN (0, 1)),
    is_immediate INTEGER NOT NULL CHECK (is_immediate IN (0, 1)),
    track INTEGER NOT NULL CHECK (track BETWEEN 0 AND 2),
    label TEXT NOT NULL,
    UNIQUE (office_id, code)
) STRICT;

-- In one visit the second waits until the first is over.
CREATE TABLE service_order (
    office_id INTEGER NOT NULL REFERENCES office (id),
    service_id INTEGER NOT NULL REFERENCES service (id),
    before_id INTEGER NOT NULL REFERENCES service (id),
    PRIMARY KEY (service_id, before_id)
) STRICT;

CREATE TABLE need (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    code TEXT NOT NULL,
    UNIQUE (office_id, code)
) STRICT;

CREATE TABLE route_step (
    office_id INTEGER NOT NULL REFERENCES office (id),
    need_id INTEGER NOT NULL REFERENCES need (id),
    position INTEGER NOT NULL,
    service_id INTEGER NOT NULL REFERENCES service (id),
    PRIMARY KEY (need_id, position)
) STRICT;

-- arrow: right, left, up, down, as on the lobby's board.
CREATE TABLE room (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    arrow INTEGER NOT NULL CHECK (arrow BETWEEN 0 AND 3),
    UNIQUE (office_id, name)
) STRICT;

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    login TEXT NOT NULL,
    title TEXT NOT NULL,
    capabilities INTEGER NOT NULL,
    tracks INTEGER NOT NULL CHECK (tracks BETWEEN 0 AND 3),
    password TEXT,
    UNIQUE (office_id, login)
) STRICT;

CREATE TABLE skill (
    office_id INTEGER NOT NULL REFERENCES office (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    service_id INTEGER NOT NULL REFERENCES service (id),
    preference INTEGER NOT NULL CHECK (preference IN (1, 2)),
    PRIMARY KEY (staff_id, service_id)
) STRICT;

CREATE TABLE device (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    created_ms INTEGER NOT NULL,
    UNIQUE (office_id, name)
) STRICT;

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    csrf TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX session_expires ON session (expires_ms);

-- The director's parameters of the queue; every change is a new version, none is lost.
CREATE TABLE rule (
    office_id INTEGER NOT NULL REFERENCES office (id),
    version INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (office_id, version)
) STRICT;

-- When the office is open, in minutes of the local day; no row: closed. Weekday 1 is Monday.
CREATE TABLE opening (
    office_id INTEGER NOT NULL REFERENCES office (id),
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    open_min INTEGER NOT NULL,
    close_min INTEGER NOT NULL,
    PRIMARY KEY (office_id, weekday, open_min)
) STRICT;

-- Who sits where now: a room has one person, a person has one room.
CREATE TABLE duty (
    office_id INTEGER NOT NULL REFERENCES office (id),
    staff_id INTEGER NOT NULL UNIQUE REFERENCES staff (id),
    room_id INTEGER NOT NULL UNIQUE REFERENCES room (id),
    since_ms INTEGER NOT NULL,
    break_ms INTEGER NOT NULL,
    away TEXT NOT NULL CHECK (away IN ('', 'break', 'meeting', 'training', 'fieldwork'))
) STRICT;

-- When who was away with their room kept; ended_ms 0: still. Its own table: a duty is only now.
CREATE TABLE away (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    kind TEXT NOT NULL CHECK (kind IN ('break', 'meeting', 'training', 'fieldwork')),
    began_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX away_of_staff ON away (staff_id, began_ms);
CREATE UNIQUE INDEX away_open ON away (staff_id) WHERE ended_ms = 0;
