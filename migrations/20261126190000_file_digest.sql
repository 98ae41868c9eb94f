-- What the bytes of a file are known by: SHA-256 in hexadecimal digits; empty until somebody has looked at them. By it a
-- picture here is the same as one elsewhere.
ALTER TABLE sealed_file ADD COLUMN sha256 TEXT NOT NULL DEFAULT '';
CREATE INDEX sealed_file_by_digest ON sealed_file (sha256);
