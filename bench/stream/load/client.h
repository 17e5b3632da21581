// A client, what is counted over all of them, and how it is told.
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { GONE, WAITING, CONNECTING, UPGRADING, GREETING, OPEN };
enum { PLAIN, LOBBY, SOCKET_IO };

typedef struct {
  int fd, index, phase, length, capacity;
  unsigned char *rest; /* bytes of a frame that is not complete */
  uint64_t due;        /* when it connects again */
  double retry_after;  /* milliseconds that the server asked for */
  uint32_t number;     /* of its newest event; 0: none yet */
  long events;
  long cursor, n; /* seq and n of its newest event, of Lobby */
  char digest[44];
  long unacknowledged, window;
  uint64_t acknowledged_at;
  uint64_t caught_up_at; /* when, since it was opened, it first got an event younger than YOUNG */
  char pid[32], offset[32]; /* Socket.IO's cursor */
} Client;

#define YOUNG 500000000ull
/* Latencies are counted in microseconds: exactly below FINE, then in steps of 1/FINE of their power of two, so that to report costs nothing. */
#define FINE 256
#define SLOTS (FINE * 40)

static struct {
  struct sockaddr_in address;
  char **paths;
  int path_count, kind, clients, poll, reconnect;
  double rate;
  long want, last_seq;
  uint32_t number;
  const char *epoch;
} options;

static struct {
  int open, done, refused;
  long closed, events, frames, bytes, missing, doubled, unrecovered, resyncs, due_acks;
  uint64_t first_at, last_at;
  double cpu;
} tally;

static Client *clients;
static unsigned latency[SLOTS];

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static double cpu(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void start_measuring(void) {
  memset(latency, 0, sizeof latency);
  tally.events = tally.frames = tally.bytes = tally.missing = tally.doubled = tally.closed = 0;
  tally.first_at = tally.last_at = 0;
  tally.cpu = cpu();
  for (int i = 0; i < options.clients; i++) clients[i].events = 0;
}

static int slot_of(uint64_t micros) {
  int shift = micros < 2 * FINE ? 0 : 55 - __builtin_clzll(micros);
  int slot = (shift << 8) + (int)(micros >> shift);
  return slot < SLOTS ? slot : SLOTS - 1;
}

/* Milliseconds. */
static double quantile(double p) {
  long wanted = (long)(tally.events * p), seen = 0;
  for (int i = 0; i < SLOTS; i++) {
    if ((seen += latency[i]) <= wanted) continue;
    int shift = i < 2 * FINE ? 0 : (i >> 8) - 1;
    return (double)((uint64_t)(i - (shift << 8)) << shift) / 1000;
  }
  return 0;
}

static int by_time(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
  return x < y ? -1 : x > y;
}

/* Times at which 50, 99 and 100 % of all clients had caught up, in milliseconds since 1970; 0: never. */
static void print_caught_up(void) {
  uint64_t *times = malloc(options.clients * sizeof *times);
  for (int i = 0; i < options.clients; i++) times[i] = clients[i].caught_up_at ? clients[i].caught_up_at : UINT64_MAX;
  qsort(times, options.clients, sizeof *times, by_time);
  double shares[] = {0.5, 0.99, 1};
  for (int i = 0; i < 3; i++) {
    int at = (int)(options.clients * shares[i] + 0.999) - 1;
    printf("%s%.1f", i ? "," : "", times[at] == UINT64_MAX ? 0.0 : times[at] / 1e6);
  }
  free(times);
}

/* How many clients are in each phase, and how many of the open ones are up to date. */
static void print_phases(void) {
  int phases[OPEN + 1] = {0}, current = 0;
  for (int i = 0; i < options.clients; i++) {
    phases[clients[i].phase]++;
    if (clients[i].phase == OPEN && clients[i].caught_up_at) current++;
  }
  printf("\"waiting\":%d,\"connecting\":%d,\"upgrading\":%d,\"greeting\":%d,\"current\":%d,", phases[WAITING],
         phases[CONNECTING], phases[UPGRADING], phases[GREETING], current);
}

/* The places at which clients stand, up to 64 different ones. */
static void print_heads(void) {
  struct { Client *c; int count; } heads[64];
  int count = 0;
  for (int i = 0; i < options.clients; i++) {
    int h = 0;
    while (h < count && (heads[h].c->number != clients[i].number || strcmp(heads[h].c->digest, clients[i].digest))) h++;
    if (h == 64) continue;
    if (h == count) heads[count++].c = &clients[i], heads[h].count = 0;
    heads[h].count++;
  }
  for (int h = 0; h < count; h++)
    printf("%s{\"clients\":%d,\"number\":%u,\"seq\":%ld,\"n\":%ld,\"digest\":\"%s\"}", h ? "," : "", heads[h].count,
           heads[h].c->number, heads[h].c->cursor, heads[h].c->n, heads[h].c->digest);
}

static void print_report(void) {
  double seconds = (tally.last_at - tally.first_at) / 1e9;
  long least = clients[0].events;
  for (int i = 1; i < options.clients; i++)
    if (clients[i].events < least) least = clients[i].events;
  printf("{");
  print_phases();
  printf("\"open\":%d,\"closed\":%ld,\"refused\":%d,\"frames\":%ld,\"bytes\":%ld,\"events\":%ld,\"least\":%ld,\"missing\":%ld,"
         "\"doubled\":%ld,\"unrecovered\":%ld,\"resyncs\":%ld,\"seconds\":%.3f,\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f,\"cpu\":%.3f,\"caughtUp\":[",
         tally.open, tally.closed, tally.refused, tally.frames, tally.bytes, tally.events, least, tally.missing, tally.doubled,
         tally.unrecovered, tally.resyncs, seconds, quantile(0.5), quantile(0.99), quantile(0.999999), cpu() - tally.cpu);
  print_caught_up();
  printf("],\"heads\":[");
  print_heads();
  printf("]}\n");
}
