-- Everything that happened in the lobby, in the order of commit; seq comes from office.seq.
-- public_body is what a board may see, NULL when it may see nothing. facts is what the rules were
-- given, so that a day can be played again.
CREATE TABLE event (
    office_id INTEGER NOT NULL REFERENCES office (id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    public_body TEXT,
    facts TEXT,
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (office_id, seq)
) STRICT, WITHOUT ROWID;

-- The first answer to each Idempotency-Key. Only hashes are kept: key_hash = H(key) and
-- request_hash = H(key, request), so that the row does not tell which need was pressed.
CREATE TABLE idempotency (
    id INTEGER PRIMARY KEY,
    office_id INTEGER NOT NULL REFERENCES office (id),
    key_hash TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    http_status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    UNIQUE (office_id, key_hash)
) STRICT;
