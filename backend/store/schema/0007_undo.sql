-- What each member of staff did last, for the few seconds in which they can take it back: the
-- ticket as it was before, and the version they left it at. Written over by their next action.
CREATE TABLE undo (
    staff_id INTEGER PRIMARY KEY REFERENCES staff (id),
    office_id INTEGER NOT NULL REFERENCES office (id),
    ticket_id INTEGER NOT NULL REFERENCES ticket (id),
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    version INTEGER NOT NULL,
    floor_ms INTEGER NOT NULL,
    booked INTEGER NOT NULL
) STRICT;

-- The rows of table step as they were; step_id is not a reference: an added step is deleted.
CREATE TABLE undo_step (
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    position INTEGER NOT NULL,
    step_id INTEGER NOT NULL,
    service_id INTEGER NOT NULL,
    state TEXT NOT NULL,
    staff_called_id INTEGER,
    room_id INTEGER,
    only_staff_id INTEGER,
    is_offer INTEGER NOT NULL,
    forerunners INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    called_ms INTEGER NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (staff_id, position)
) STRICT, WITHOUT ROWID;
