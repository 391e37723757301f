-- Numbers lent to a device: counter.last already stands behind them, so nobody else gives them.
CREATE TABLE lease (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    device_id INTEGER NOT NULL REFERENCES device (id),
    series TEXT NOT NULL,
    day INTEGER NOT NULL,
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    granted_ms INTEGER NOT NULL,
    UNIQUE (office_id, series, day, first)
) STRICT;
