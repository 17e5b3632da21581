-- One core for every kind of conversation: rooms of a property, direct ones between two people, communities of the organisation and
-- visitors of a property's website. Members and messages are partitioned by kind.
CREATE TABLE conversations (
  id              uuid PRIMARY KEY,
  org_id          uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('room', 'direct', 'community', 'visitor')),
  property_id     integer,
  name            text,
  -- The two people of a direct conversation, in order.
  person_low      uuid,
  person_high     uuid,
  version         integer NOT NULL DEFAULT 1,
  created_by      uuid NOT NULL,
  created_at      timestamptz(3) NOT NULL,
  updated_at      timestamptz(3) NOT NULL,
  -- Both are raised under the row's lock. Every message has its number; every change of a message raises last_change.
  last_no         bigint NOT NULL DEFAULT 0,
  last_change     bigint NOT NULL DEFAULT 0,
  -- When the newest message came; lists are sorted by it.
  last_message_at timestamptz(3) NOT NULL,
  UNIQUE (id, kind),
  CHECK ((kind IN ('room', 'visitor')) = (property_id IS NOT NULL)),
  CHECK ((kind = 'direct') = (person_low IS NOT NULL)),
  CHECK ((person_low IS NULL) = (person_high IS NULL)),
  CHECK (person_low < person_high)
);
CREATE UNIQUE INDEX conversations_direct ON conversations (org_id, person_low, person_high) WHERE kind = 'direct';
CREATE INDEX conversations_visitors ON conversations (org_id, property_id, last_message_at DESC, id DESC) WHERE kind = 'visitor';

-- Who takes part. Who left keeps the row, and with it the version that events tell of and the read marker.
CREATE TABLE conversation_members (
  id              uuid NOT NULL,
  org_id          uuid NOT NULL,
  kind            text NOT NULL,
  conversation_id uuid NOT NULL,
  -- Of a room: its property, where the person must still have a role.
  property_id     integer,
  person_id       uuid NOT NULL,
  role            text NOT NULL CHECK (role IN ('admin', 'moderator', 'member')),
  -- Sees messages that are not public.
  is_internal     boolean NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  -- Everything up to this number is read.
  read_no         bigint NOT NULL DEFAULT 0,
  joined_at       timestamptz(3) NOT NULL,
  left_at         timestamptz(3),
  updated_at      timestamptz(3) NOT NULL,
  PRIMARY KEY (kind, conversation_id, person_id),
  FOREIGN KEY (conversation_id, kind) REFERENCES conversations (id, kind)
) PARTITION BY LIST (kind);
CREATE TABLE room_members PARTITION OF conversation_members FOR VALUES IN ('room');
CREATE TABLE direct_members PARTITION OF conversation_members FOR VALUES IN ('direct');
CREATE TABLE community_members PARTITION OF conversation_members FOR VALUES IN ('community');
CREATE TABLE visitor_members PARTITION OF conversation_members FOR VALUES IN ('visitor');
CREATE INDEX conversation_members_person ON conversation_members (person_id, conversation_id) WHERE left_at IS NULL;

CREATE TABLE messages (
  id              uuid NOT NULL,
  org_id          uuid NOT NULL,
  kind            text NOT NULL,
  conversation_id uuid NOT NULL,
  property_id     integer,
  -- Dense from 1 in the conversation, in commit order.
  no              bigint NOT NULL,
  -- What conversations.last_change was raised to by the newest change of this message.
  change_no       bigint NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  sender_id       uuid NOT NULL,
  sender_type     text NOT NULL DEFAULT 'staff' CHECK (sender_type IN ('staff', 'visitor', 'system')),
  -- What the sender calls it; makes a repeat the same message.
  client_id       text,
  content         text CHECK (length(content) <= 5000),
  is_public       boolean NOT NULL DEFAULT true,
  reply_to_id     uuid,
  mentions        uuid[] NOT NULL DEFAULT '{}',
  -- Person ids by emoji.
  reactions       jsonb NOT NULL DEFAULT '{}',
  created_at      timestamptz(3) NOT NULL,
  edited_at       timestamptz(3),
  deleted_at      timestamptz(3),
  updated_at      timestamptz(3) NOT NULL,
  -- Deleted is without content, mentions and reactions.
  CHECK ((content IS NULL) = (deleted_at IS NOT NULL)),
  CHECK (deleted_at IS NULL OR (mentions = '{}' AND reactions = '{}')),
  PRIMARY KEY (kind, id),
  UNIQUE (kind, conversation_id, no),
  UNIQUE (kind, conversation_id, sender_id, client_id),
  FOREIGN KEY (conversation_id, kind) REFERENCES conversations (id, kind)
) PARTITION BY LIST (kind);
CREATE TABLE room_messages PARTITION OF messages FOR VALUES IN ('room');
CREATE TABLE direct_messages PARTITION OF messages FOR VALUES IN ('direct');
CREATE TABLE community_messages PARTITION OF messages FOR VALUES IN ('community');
CREATE TABLE visitor_messages PARTITION OF messages FOR VALUES IN ('visitor');
-- Named for themselves; the index of all partitions takes them in.
CREATE INDEX idx_community_messages_community_created ON community_messages (conversation_id, created_at DESC, no DESC);
CREATE INDEX idx_chat_messages_conversation_created ON visitor_messages (conversation_id, created_at DESC, no DESC);
CREATE INDEX idx_messages_conversation_created ON messages (conversation_id, created_at DESC, no DESC);
-- What changed since a reader's last look.
CREATE INDEX messages_changes ON messages (conversation_id, change_no);
CREATE INDEX messages_id ON messages (id);
CREATE INDEX idx_chat_messages_created_at ON visitor_messages (created_at);
CREATE INDEX idx_chat_messages_sender_type ON visitor_messages (sender_type);

-- What makes a conversation a community.
CREATE TABLE communities (
  conversation_id uuid PRIMARY KEY REFERENCES conversations (id),
  org_id          uuid NOT NULL,
  description     text,
  is_private      boolean NOT NULL DEFAULT false,
  member_count    integer NOT NULL DEFAULT 0 CHECK (member_count >= 0),
  created_at      timestamptz(3) NOT NULL,
  updated_at      timestamptz(3) NOT NULL
);

-- What messages said before they were edited; goes with the message's content.
CREATE TABLE message_revisions (
  org_id          uuid NOT NULL,
  kind            text NOT NULL,
  conversation_id uuid NOT NULL,
  property_id     integer,
  message_id      uuid NOT NULL,
  version         integer NOT NULL,
  content         text NOT NULL,
  is_public       boolean NOT NULL,
  written_at      timestamptz(3) NOT NULL,
  PRIMARY KEY (message_id, version)
);

-- Who did what and when, without content. Append-only.
CREATE TABLE conversation_activity (
  id              uuid PRIMARY KEY,
  org_id          uuid NOT NULL,
  kind            text NOT NULL,
  conversation_id uuid NOT NULL,
  property_id     integer,
  actor_id        uuid NOT NULL,
  action          text NOT NULL,
  message_id      uuid,
  -- The member that it is about.
  person_id       uuid,
  -- Visibility of the message after what was done.
  is_public       boolean,
  at              timestamptz(3) NOT NULL
);
CREATE INDEX conversation_activity_list ON conversation_activity (conversation_id, at DESC, id DESC);

-- Events that carry a message's content, for the day it is deleted; and those whose payload is still to be erased from the log.
CREATE TABLE message_event (
  org_id     uuid NOT NULL,
  message_id uuid NOT NULL,
  event_id   uuid NOT NULL,
  PRIMARY KEY (message_id, event_id)
);
CREATE TABLE event_erasure (
  event_id uuid PRIMARY KEY,
  org_id   uuid NOT NULL
);

-- When a person sent their newest messages, for the limits.
CREATE TABLE send_rate (
  org_id    uuid NOT NULL,
  person_id uuid NOT NULL,
  sent      timestamptz(3)[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (org_id, person_id)
);

-- The seed names of visitors' conversations. They show what the reader may see of the tables behind them.
CREATE VIEW chat_conversations WITH (security_invoker = true) AS
  SELECT id, org_id, property_id, name AS visitor_name, created_at, updated_at, last_message_at FROM conversations WHERE kind = 'visitor';
CREATE VIEW chat_messages WITH (security_invoker = true) AS
  SELECT id, conversation_id AS chat_conversation_id, created_at, sender_type, sender_id AS sender, content, is_public, no, deleted_at
  FROM visitor_messages;
