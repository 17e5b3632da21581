-- What a message said before is for who sees the message now: one that became internal took what it said in public with it.
CREATE POLICY with_message ON message_revisions AS RESTRICTIVE FOR SELECT TO PUBLIC
  USING (EXISTS (SELECT FROM messages m
                 WHERE m.kind = message_revisions.kind AND m.conversation_id = message_revisions.conversation_id
                   AND m.id = message_revisions.message_id));
