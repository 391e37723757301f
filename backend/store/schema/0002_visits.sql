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
    checkin_ms INTEGER NOT NULL,
    appointment_ms INTEGER NOT NULL,
    floor_ms INTEGER NOT NULL,
    booked INTEGER NOT NULL,
    wait_low_min INTEGER,
    wait_high_min INTEGER,
    forecast_q10_ms INTEGER,
    forecast_q50_ms INTEGER,
    forecast_q90_ms INTEGER,
    UNIQUE (office_id, day, series, counter)
) STRICT;

-- Who is in the building, read once at start.
CREATE INDEX ticket_open ON ticket (office_id) WHERE closed_ms = 0;

-- Visits that are over, in the order in which forecasts learn from them.
CREATE INDEX ticket_closed ON ticket (office_id, closed_ms) WHERE closed_ms > 0;

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
    only_staff_id INTEGER REFERENCES staff (id),
    is_offer INTEGER NOT NULL CHECK (is_offer IN (0, 1)),
    forerunners INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    called_ms INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    since_ms INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('', 'settled', 'further', 'documents', 'left'))
) STRICT;
CREATE INDEX step_of_ticket ON step (ticket_id, position);

-- How many wait for a service and since when, from the index alone.
CREATE INDEX step_waiting ON step (office_id, service_id, entered_ms) WHERE state = 'waiting';
CREATE INDEX step_parked ON step (office_id, ticket_id) WHERE state = 'parked';
CREATE INDEX step_in_room ON step (office_id) WHERE state IN ('called', 'serving');
-- One staff member has at most one open call, and one ticket is in one place at most.
CREATE UNIQUE INDEX step_open_call ON step (staff_id) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_place ON step (ticket_id)
    WHERE state IN ('called', 'serving', 'parked');

-- A table is not named call: that word belongs to SQL. reason: why staff chose this ticket, '' by
-- the rule. undone_ms: whoever called took it back, 0 never. missed_ms: when it was said that
-- nobody came.
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
    rule_version INTEGER NOT NULL,
    alarmed_ms INTEGER NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('', 'urgent', 'returns', 'correction', 'organisation')),
    undone_ms INTEGER NOT NULL,
    missed_ms INTEGER,
    explanation TEXT NOT NULL
) STRICT;
CREATE INDEX invitation_of_step ON invitation (step_id);

-- Each time somebody was called again.
CREATE TABLE recall (
    office_id INTEGER NOT NULL REFERENCES office (id),
    invitation_id INTEGER NOT NULL REFERENCES invitation (id),
    at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX recall_of_invitation ON recall (invitation_id);

-- Which need was pressed is kept as a count per day, detached from any ticket.
CREATE TABLE need_count (
    office_id INTEGER NOT NULL REFERENCES office (id),
    day INTEGER NOT NULL,
    need_id INTEGER NOT NULL REFERENCES need (id),
    count INTEGER NOT NULL,
    PRIMARY KEY (office_id, day, need_id)
) STRICT;
