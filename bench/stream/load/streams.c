// Many WebSocket clients in one thread. Options are NAME=VALUE (see `main`); commands come on stdin, a line each:
//   measure  forget what was counted so far     report  print one JSON object     quit  end
// Prints "open" when every client is greeted, and "done" when every client has `want` events.
// An event is `^`, 16 hex digits of nanoseconds (CLOCK_REALTIME), `^`, its number in 8 hex digits, `^` anywhere in a text frame.
// Numbers grow by one from event to event, so each client knows what it missed and what came twice.
#define _GNU_SOURCE
#include "client.h"
#include "frames.h"
#include <errno.h>
#include <sys/resource.h>

static Client **waiting; /* clients that will connect again, in no order */
static int waiting_count;

static void connect_later(Client *c, double in_ms) {
  c->phase = WAITING;
  c->due = now() + (uint64_t)(in_ms * 1e6);
  waiting[waiting_count++] = c;
}

static void lose(Client *c) {
  close(c->fd);
  c->fd = -1;
  c->length = 0;
  if (c->phase == OPEN) {
    tally.open--;
    tally.closed++;
    c->caught_up_at = 0;
  }
  if (!options.reconnect) c->phase = GONE;
  else if (c->retry_after > 0) connect_later(c, c->retry_after * (1 + drand48() / 2));
  else connect_later(c, drand48() * 2000); /* a lost or unreachable server: within two seconds */
  c->retry_after = 0;
}

static void begin(Client *c) {
  int one = 1;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  c->phase = CONNECTING;
  if (connect(c->fd, (void *)&options.address, sizeof options.address) < 0 && errno != EINPROGRESS) return lose(c);
  struct epoll_event event = {.events = EPOLLIN | EPOLLOUT, .data.ptr = c};
  epoll_ctl(options.poll, EPOLL_CTL_ADD, c->fd, &event);
}

static void upgrade(Client *c) {
  char request[4096];
  int error = 0;
  socklen_t size = sizeof error;
  getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &error, &size);
  int length = snprintf(request, sizeof request,
                        "GET %s HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
                        "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
                        options.paths[c->index % options.path_count]);
  if (error != 0 || write(c->fd, request, length) < 0) return lose(c);
  c->phase = UPGRADING;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
  epoll_ctl(options.poll, EPOLL_CTL_MOD, c->fd, &event);
}

/* Bytes used of the answer to the upgrade; 0 while it is not complete. */
static int take_answer(Client *c, unsigned char *p, int length) {
  unsigned char *end = memmem(p, length, "\r\n\r\n", 4);
  if (end == NULL) return 0;
  if (memcmp(p, "HTTP/1.1 101", 12) != 0) {
    if (tally.refused++ == 0) fprintf(stderr, "no upgrade: %.300s\n", p);
    return -1;
  }
  c->phase = GREETING;
  greet(c);
  return end - p + 4;
}

static void take(Client *c) {
  static unsigned char buffer[1 << 18];
  int got = read(c->fd, buffer, sizeof buffer);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return lose(c);
  tally.bytes += got;
  unsigned char *p = buffer;
  int length = got, used = 0;
  if (c->length > 0) {
    if (c->length + got > c->capacity) c->rest = realloc(c->rest, c->capacity = c->length + got + 4096);
    memcpy(c->rest + c->length, buffer, got);
    p = c->rest;
    length = c->length += got;
  }
  if (c->phase == UPGRADING && (used = take_answer(c, p, length)) < 0) return lose(c);
  if (c->phase >= GREETING) {
    int taken = take_frames(c, p + used, length - used);
    if (taken < 0) return lose(c);
    used += taken;
  }
  int left = length - used;
  if (left > 0) {
    if (left > c->capacity) c->rest = realloc(c->rest, c->capacity = left + 4096);
    memmove(c->rest, p + used, left);
  } else if (c->capacity > 1 << 16) {
    free(c->rest);
    c->rest = NULL;
    c->capacity = 0;
  }
  c->length = left;
}

static int obey(void) {
  static char text[4096];
  static int length;
  int got = read(0, text + length, sizeof text - length - 1);
  if (got <= 0) return 0;
  text[length += got] = 0;
  for (char *end; (end = strchr(text, '\n')); length = strlen(text)) {
    *end = 0;
    if (strcmp(text, "measure") == 0) start_measuring();
    else if (strcmp(text, "report") == 0) print_report();
    else if (strcmp(text, "quit") == 0) return 0;
    memmove(text, end + 1, strlen(end + 1) + 1);
  }
  return 1;
}

static char **read_lines(const char *file, int *count) {
  char **lines = NULL, *line = NULL;
  size_t size = 0;
  FILE *in = fopen(file, "r");
  for (int got; in && (got = getline(&line, &size, in)) > 0;) {
    if (line[got - 1] == '\n') line[got - 1] = 0;
    lines = realloc(lines, (*count + 1) * sizeof *lines);
    lines[(*count)++] = strdup(line);
  }
  return lines;
}

static void read_options(int argc, char **argv) {
  options.rate = 3000;
  options.last_seq = -1;
  options.epoch = "";
  for (int i = 1; i < argc; i++) {
    char *value = strchr(argv[i], '=');
    if (value == NULL) continue;
    *value++ = 0;
    const char *name = argv[i];
    if (!strcmp(name, "port")) options.address.sin_port = htons(atoi(value));
    else if (!strcmp(name, "paths")) options.paths = read_lines(value, &options.path_count); /* a file; used in turns */
    else if (!strcmp(name, "kind")) options.kind = *value == 'l' ? LOBBY : *value == 's' ? SOCKET_IO : PLAIN;
    else if (!strcmp(name, "clients")) options.clients = atoi(value);
    else if (!strcmp(name, "rate")) options.rate = atof(value); /* connections opened a second */
    else if (!strcmp(name, "want")) options.want = atol(value); /* events a client: "done" */
    else if (!strcmp(name, "lastSeq")) options.last_seq = atol(value); /* resume from here */
    else if (!strcmp(name, "epoch")) options.epoch = value;
    else if (!strcmp(name, "number")) options.number = strtoul(value, 0, 10); /* of the newest event that clients have */
    else if (!strcmp(name, "dictionary")) read_dictionary(value); /* a file: compression is offered */
    else if (!strcmp(name, "reconnect")) options.reconnect = atoi(value);
  }
}

int main(int argc, char **argv) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  signal(SIGPIPE, SIG_IGN);
  options.address.sin_family = AF_INET;
  inet_pton(AF_INET, "127.0.0.1", &options.address.sin_addr);
  read_options(argc, argv);
  if (options.path_count == 0 || options.clients == 0) {
    fprintf(stderr, "usage: streams port=N clients=N paths=FILE [kind=lobby|socketio|plain] ...\n");
    return 2;
  }
  options.poll = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
  epoll_ctl(options.poll, EPOLL_CTL_ADD, 0, &event);
  clients = calloc(options.clients, sizeof(Client));
  waiting = calloc(options.clients, sizeof(Client *));
  for (int i = 0; i < options.clients; i++) {
    clients[i].index = i;
    clients[i].cursor = options.last_seq;
    clients[i].number = options.number;
    connect_later(&clients[i], i * 1000.0 / options.rate);
  }
  start_measuring();
  struct epoll_event ready[1024];
  for (int is_told = 0;;) {
    if (waiting_count > 0) {
      uint64_t t = now();
      /* A burst has an end, so that what is open is read meanwhile. */
      for (int i = 0, burst = 0; i < waiting_count && burst < 64;) {
        if (waiting[i]->due > t) {
          i++;
          continue;
        }
        Client *c = waiting[i];
        waiting[i] = waiting[--waiting_count];
        burst++;
        begin(c);
      }
    }
    int n = epoll_wait(options.poll, ready, 1024, waiting_count > 0 ? 1 : tally.due_acks > 0 ? 20 : 50);
    for (int i = 0; i < n; i++) {
      Client *c = ready[i].data.ptr;
      if (c == NULL) {
        if (!obey()) return 0;
        continue;
      }
      if (c->fd >= 0 && c->phase == CONNECTING) upgrade(c);
      if (c->fd >= 0 && c->phase > CONNECTING && (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR))) take(c);
    }
    acknowledge_late();
    if (!is_told && tally.open == options.clients) is_told = printf("open\n");
    if (options.want > 0 && tally.done == options.clients) options.want = printf("done %lu\n", now()) * 0;
    fflush(stdout);
  }
}
