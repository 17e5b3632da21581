-- The trace that a message was published in, and what the caller from outside called the whole; null when there was none.
alter table delivery add column parent_trace text, add column correlation text;
