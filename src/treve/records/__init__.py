"""What can be said: one kind of record a struct, each field with its meaning, unit and source.

A record is immutable. A mistake is put right by a new record that `corrects` the old one, or by a
`Withdrawal`. A record's id is the SHA-256 of its bytes (`treve.records.kinds.record_id`).
"""
