-- A payload lives for milliseconds: compressing it costs more than writing it as it is.
alter table delivery alter column payload set storage external;
