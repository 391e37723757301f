-- A booked time with one colleague. Nobody's name and no contact: whoever has the paper with the
-- code is who comes. starts_ms and minutes are whole units of five minutes. is_named: this
-- colleague was asked for. made_by is an id: "s3" a colleague, "d1" a kiosk. An arrived one ends
-- with its ticket; the row is closed at the end of the day.
CREATE TABLE appointment (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    service_id INTEGER NOT NULL REFERENCES service (id),
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    starts_ms INTEGER NOT NULL CHECK (starts_ms % 300000 = 0),
    minutes INTEGER NOT NULL CHECK (minutes > 0 AND minutes % 5 = 0),
    is_named INTEGER NOT NULL CHECK (is_named IN (0, 1)),
    code TEXT NOT NULL CHECK (length(code) = 6),
    state TEXT NOT NULL CHECK (state IN ('booked', 'arrived', 'done', 'missed', 'cancelled')),
    ticket_id INTEGER UNIQUE REFERENCES ticket (id),
    made_ms INTEGER NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (office_id, code),
    CHECK (state IN ('arrived', 'done', 'missed') OR ticket_id IS NULL)
) STRICT;
CREATE INDEX appointment_time ON appointment (office_id, starts_ms);

-- What is still to be closed at the end of the day.
CREATE INDEX appointment_open ON appointment (office_id, starts_ms)
    WHERE state IN ('booked', 'arrived');

-- The five minutes that an appointment takes of a colleague's time: none is taken twice, however
-- long the appointments are. A cancelled one gives them back.
CREATE TABLE appointment_unit (
    staff_id INTEGER NOT NULL REFERENCES staff (id),
    unit INTEGER NOT NULL,
    appointment_id INTEGER NOT NULL REFERENCES appointment (id),
    PRIMARY KEY (staff_id, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_unit_of ON appointment_unit (appointment_id);
