-- Guests without a name were called by the last characters of their document, which only some may see. Now by the row of their list.
UPDATE guest SET name = regexp_replace(name, ' …\S*$', '') WHERE name ~ '^Guest with [a-z_]+ …\S*$';
UPDATE checkin_item SET guest_name = regexp_replace(guest_name, ' …\S*$', ' (' || row_key || ')')
WHERE guest_name ~ '^Guest with [a-z_]+ …\S*$';
