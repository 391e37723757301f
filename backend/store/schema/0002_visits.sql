-- The last number given per office, series and local day.
CREATE TABLE counter (
    office_id INTEGER NOT NULL REFERENCES office (id),
    series TEXT NOT NULL,
    day INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (office_id, series, day)
) STRICT;

-- A ticket knows no need, no reason and no name: there is no column for them.
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    day INTEGER NOT NULL,
    series TEXT NOT NULL,
    counter INTEGER NOT NULL,
    number TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN
        ('waiting', 'called', 'serving', 'parked', 'done', 'cancelled', 'left')),
    version INTEGER NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    language TEXT NOT NULL,
    interpreter TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('kiosk', 'desk')),
    issued_ms INTEGER NOT NULL,
    closed_ms INTEGER NOT NULL,
    wait_low_min INTEGER,
    wait_high_min INTEGER,
    UNIQUE (office_id, day, series, counter)
) STRICT;

CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    position INTEGER NOT NULL,
    service_id INTEGER NOT NULL REFERENCES service (id),
    state TEXT NOT NULL CHECK (state IN ('planned', 'waiting', 'called', 'serving', 'parked',
        'done', 'skipped', 'cancelled', 'left')),
    staff_id INTEGER REFERENCES staff (id),
    room_id INTEGER REFERENCES room (id),
    rank_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    called_ms INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('', 'settled', 'further', 'documents', 'left'))
) STRICT;
CREATE INDEX step_of_ticket ON step (ticket_id, position);

-- The head of each queue is one look-up, however many wait and however much history there is.
CREATE INDEX step_waiting ON step (office_id, service_id, rank_ms, ticket_id)
    WHERE state = 'waiting';
CREATE INDEX step_parked ON step (office_id, ticket_id) WHERE state = 'parked';
CREATE INDEX step_in_room ON step (office_id) WHERE state IN ('called', 'serving');
-- One staff member has at most one open call, and one ticket at most one.
CREATE UNIQUE INDEX step_open_call ON step (staff_id) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_active ON step (ticket_id)
    WHERE state IN ('waiting', 'called', 'serving', 'parked');

-- How many wait per service: kept with each change of a step so that issuing never counts rows.
CREATE TABLE lobby (
    office_id INTEGER NOT NULL REFERENCES office (id),
    service_id INTEGER NOT NULL REFERENCES service (id),
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    PRIMARY KEY (office_id, service_id)
) STRICT;

-- A table is not named call: that word belongs to SQL.
CREATE TABLE invitation (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    step_id INTEGER NOT NULL REFERENCES step (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    room_id INTEGER NOT NULL REFERENCES room (id),
    at_ms INTEGER NOT NULL,
    recalls INTEGER NOT NULL,
    recalled_ms INTEGER NOT NULL,
    explanation TEXT NOT NULL
) STRICT;
CREATE INDEX invitation_of_step ON invitation (step_id);

-- Which need was pressed is kept as a count per day, detached from any ticket.
CREATE TABLE need_count (
    office_id INTEGER NOT NULL REFERENCES office (id),
    day INTEGER NOT NULL,
    need_id INTEGER NOT NULL REFERENCES need (id),
    count INTEGER NOT NULL,
    PRIMARY KEY (office_id, day, need_id)
) STRICT;
