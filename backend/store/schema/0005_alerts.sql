-- What staff are asked to see to: a kiosk that needs hands, a call that nobody answered, a
-- colleague in danger. Kept, not only told, so that a restart loses no open one. It has no word of
-- a person: a kind, and where. taken_ms: a colleague sees to it; over_ms: it went away by itself;
-- both 0 while it is open.
CREATE TABLE alert (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    kind TEXT NOT NULL,
    device_id INTEGER REFERENCES device (id),
    staff_id INTEGER REFERENCES staff (id),
    room_id INTEGER REFERENCES room (id),
    invitation_id INTEGER REFERENCES invitation (id),
    service_id INTEGER REFERENCES service (id),
    raised_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    times INTEGER NOT NULL,
    taken_staff_id INTEGER REFERENCES staff (id),
    taken_ms INTEGER NOT NULL,
    over_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX alert_open ON alert (office_id, over_ms, taken_ms);
