// Reading frames, the events in them, and what a client says to its server.
#include "batches.h"

static uint64_t arrived_at;

/* False when the connection is broken; reading will tell. */
static int say(Client *c, int opcode, const char *data, int length) {
  unsigned char frame[1024];
  int head = length < 126 ? 2 : 4;
  frame[0] = 0x80 | opcode;
  if (head == 2) frame[1] = 0x80 | length;
  else frame[1] = 0x80 | 126, frame[2] = length >> 8, frame[3] = length & 255;
  memset(frame + head, 0, 4);
  memcpy(frame + head + 4, data, length);
  return write(c->fd, frame, head + 4 + length) > 0;
}

/* The first message, with the cursor that the client has. */
static void greet(Client *c) {
  char text[512];
  int length = 0;
  if (options.kind == LOBBY) {
    length = sprintf(text, "{\"services\":[\"finance\"],\"version\":1,\"ack\":true");
    if (c->cursor >= 0) length += sprintf(text + length, ",\"lastSeq\":%ld", c->cursor);
    if (c->cursor >= 0 && *options.epoch) length += sprintf(text + length, ",\"epoch\":\"%s\"", options.epoch);
    if (dictionary != NULL) length += sprintf(text + length, ",\"encodings\":[\"deflate-dict-1\"]");
    length += sprintf(text + length, "}");
  } else if (options.kind == SOCKET_IO) {
    length = sprintf(text, "40");
    if (*c->pid && *c->offset) length += sprintf(text + length, "{\"pid\":\"%s\",\"offset\":\"%s\"}", c->pid, c->offset);
  } else {
    c->phase = OPEN;
    tally.open++;
    return;
  }
  say(c, 1, text, length);
}

static int digit(int c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static int hex(const unsigned char *p, int count, uint64_t *value) {
  *value = 0;
  for (int i = 0, d; i < count; i++) {
    if ((d = digit(p[i])) < 0) return 0;
    *value = *value << 4 | d;
  }
  return 1;
}

static void count(Client *c, uint64_t made, uint32_t number) {
  uint64_t age = arrived_at > made ? arrived_at - made : 0;
  latency[slot_of(age / 1000)]++;
  if (number > c->number) {
    if (c->number > 0) tally.missing += number - c->number - 1;
    c->number = number;
  } else tally.doubled++;
  if (c->caught_up_at == 0 && age < YOUNG) c->caught_up_at = arrived_at;
  tally.events++;
  if (++c->events == options.want) tally.done++;
}

/* Returns where the last event's mark is. */
static const unsigned char *take_events(Client *c, const unsigned char *p, const unsigned char *end) {
  const unsigned char *last = NULL;
  uint64_t made, number;
  while ((p = memchr(p, '^', end - p)) && end - p >= 27) {
    if (p[17] != '^' || p[26] != '^' || !hex(p + 1, 16, &made) || !hex(p + 18, 8, &number)) {
      p++;
      continue;
    }
    count(c, made, number);
    last = p;
    p += 27;
  }
  return last;
}

/* The number behind `name` in a text of JSON; -1 when it is not there. */
static double number_in(const unsigned char *p, int size, const char *name) {
  char *at = memmem(p, size, name, strlen(name));
  return at == NULL ? -1 : strtod(at + strlen(name), NULL);
}

/* Reads the place of the event around `mark`. */
static void take_place(Client *c, const unsigned char *start, const unsigned char *mark) {
  const unsigned char *p = mark;
  while ((p = memrchr(start, '{', p - start)) && memcmp(p, "{\"seq\":", 7) != 0);
  if (p == NULL) return;
  c->cursor = strtol((char *)p + 7, NULL, 10);
  c->n = (long)number_in(p, mark - p, "\"n\":");
  char *digest = memmem(p, mark - p, "\"digest\":\"", 10);
  if (digest != NULL) memcpy(c->digest, digest + 10, 43);
}

static void acknowledge(Client *c) {
  char text[64];
  say(c, 1, text, sprintf(text, "{\"type\":\"ack\",\"seq\":%ld}", c->cursor));
  c->unacknowledged = 0;
  c->acknowledged_at = arrived_at;
  tally.due_acks--;
}

/* Who has received something acknowledges it within a second. */
static void acknowledge_late(void) {
  if (tally.due_acks == 0) return;
  static uint64_t looked_at;
  uint64_t t = now();
  if (t - looked_at < 100000000) return;
  looked_at = t;
  for (int i = 0; i < options.clients; i++) {
    Client *c = &clients[i];
    if (c->phase == OPEN && c->unacknowledged > 0 && t - c->acknowledged_at > 800000000) {
      c->acknowledged_at = t;
      acknowledge(c);
    }
  }
}

static void be_greeted(Client *c) {
  c->phase = OPEN;
  tally.open++;
}

/* Notes `size` bytes of events, and acknowledges when it is time to. */
static void owe(Client *c, int size) {
  if (c->window <= 0) return;
  if (c->unacknowledged == 0) tally.due_acks++;
  c->unacknowledged += size;
  if (c->unacknowledged * 2 >= c->window) acknowledge(c);
}

static void take_text(Client *c, const unsigned char *text, long length) {
  const unsigned char *mark = take_events(c, text, text + length);
  if (mark != NULL) take_place(c, text, mark);
}

static void take_batch(Client *c, unsigned char *p, int size) {
  unsigned char *data = memmem(p, size, "\"data\":\"", 8);
  unsigned char *end = data == NULL ? NULL : memchr(data + 8, '"', p + size - data - 8);
  if (end == NULL) return;
  Batch *batch = open_batch(data + 8, end - data - 8);
  take_text(c, (unsigned char *)batch->text, batch->length);
}

static void take_lobby(Client *c, unsigned char *p, int size) {
  int head = size < 160 ? size : 160;
  if (memmem(p, head, "\"type\":\"event\"", 14)) {
    take_text(c, p, size);
    owe(c, size);
  } else if (memmem(p, head, "\"type\":\"batch\"", 14)) {
    take_batch(c, p, size);
    owe(c, size);
  } else if (memmem(p, head, "\"type\":\"ack\"", 12)) {
    if (c->phase == GREETING) be_greeted(c);
    if (c->cursor < 0) c->cursor = (long)number_in(p, size, "\"head\":");
    c->window = (long)number_in(p, size, "\"windowBytes\":");
    c->unacknowledged = 0;
    c->acknowledged_at = arrived_at;
  } else if (memmem(p, head, "\"type\":\"error\"", 14)) {
    c->retry_after = number_in(p, size, "\"retryAfterMs\":");
    if (tally.refused++ == 0) fprintf(stderr, "refused: %.*s\n", size, p);
  } else if (memmem(p, head, "\"type\":\"resync\"", 15)) {
    tally.resyncs++;
  }
}

static void copy_text(char *to, const unsigned char *from, const unsigned char *end) {
  int length = 0;
  while (from + length < end && from[length] != '"' && length < 31) length++;
  memcpy(to, from, length);
  to[length] = 0;
}

static void take_socket_io(Client *c, unsigned char *p, int size) {
  if (size == 1 && p[0] == '2') say(c, 1, "3", 1); /* a ping of Engine.IO */
  else if (size > 2 && p[0] == '4' && p[1] == '0') {
    char *pid = memmem(p, size, "\"pid\":\"", 7);
    char before[32];
    memcpy(before, c->pid, 32);
    if (pid != NULL) copy_text(c->pid, (unsigned char *)pid + 7, p + size);
    if (*before && strcmp(before, c->pid) != 0) tally.unrecovered++, *c->offset = 0;
    if (c->phase == GREETING) be_greeted(c);
  } else if (size > 2 && p[0] == '4' && p[1] == '2') {
    take_events(c, p, p + size);
    /* With recovery on, the last argument of an event is its place. */
    const unsigned char *end = p + size - 2;
    const unsigned char *start = size > 40 && *end == '"' ? memrchr(p, '"', end - p) : NULL;
    if (start != NULL && start[-1] == ',') copy_text(c->offset, start + 1, end);
  }
}

/* Takes complete frames; returns the bytes used, or -1 when the server ends the connection. */
static int take_frames(Client *c, unsigned char *p, int length) {
  int at = 0;
  long before = tally.events;
  arrived_at = now();
  while (length - at >= 2) {
    uint64_t size = p[at + 1] & 127;
    int head = size == 126 ? 4 : size == 127 ? 10 : 2;
    if (length - at < head) break;
    if (head == 4) size = p[at + 2] << 8 | p[at + 3];
    if (head == 10) {
      size = 0;
      for (int i = 2; i < 10; i++) size = size << 8 | p[at + i];
    }
    if ((uint64_t)(length - at) < head + size) break;
    int opcode = p[at] & 15;
    unsigned char *data = p + at + head;
    if (opcode == 8) return -1;
    if (opcode == 9) say(c, 10, (char *)data, size > 125 ? 125 : size);
    if (opcode == 1 && options.kind == LOBBY) take_lobby(c, data, size);
    if (opcode == 1 && options.kind == SOCKET_IO) take_socket_io(c, data, size);
    if (opcode == 1 && options.kind == PLAIN) take_events(c, data, data + size);
    if (opcode == 1) tally.frames++;
    at += head + size;
  }
  if (tally.events > before) {
    if (tally.first_at == 0) tally.first_at = arrived_at;
    tally.last_at = arrived_at;
  }
  return at;
}
