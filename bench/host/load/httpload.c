// Closed-loop HTTP/1.1 load in one thread: every connection sends the same POST again as soon as its answer is complete.
// usage: httpload HOST PORT PATH CONNECTIONS SECONDS WARM_UP_SECONDS BODY
// Prints one JSON object. Answers must carry content-length; anything but 200 is counted as wrong.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ANSWER_BYTES 65536
#define SLOTS 1000000 /* one a microsecond */

typedef struct {
  int fd, length, in_flight;
  uint64_t sent;
  char answer[ANSWER_BYTES];
} Connection;

static char request[65536];
static int request_length;
static unsigned latency[SLOTS];
static long answers, wrong, measured;

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static double cpu(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_utime.tv_sec + use.ru_stime.tv_sec + (use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void send_request(Connection *c) {
  c->sent = now();
  c->length = 0;
  if (write(c->fd, request, request_length) != request_length) fail("write");
}

/* The length of a complete answer at the start of the buffer, 0 while it is not complete. */
static int complete(Connection *c) {
  char *end = memmem(c->answer, c->length, "\r\n\r\n", 4);
  if (!end) return 0;
  *end = 0;
  char *field = strcasestr(c->answer, "\ncontent-length:");
  *end = '\r';
  if (!field) {
    fprintf(stderr, "an answer without content-length\n");
    exit(1);
  }
  int whole = (int)(end - c->answer) + 4 + atoi(field + 16);
  return c->length >= whole ? whole : 0;
}

static double quantile(double p) {
  long wanted = (long)(measured * p), seen = 0;
  for (long i = 0; i < SLOTS; i++)
    if ((seen += latency[i]) > wanted) return i / 1000.0;
  return SLOTS / 1000.0;
}

int main(int argc, char **argv) {
  if (argc != 8) {
    fprintf(stderr, "usage: httpload HOST PORT PATH CONNECTIONS SECONDS WARM_UP_SECONDS BODY\n");
    return 2;
  }
  int count = atoi(argv[4]);
  double seconds = atof(argv[5]), warm_up = atof(argv[6]);
  request_length = snprintf(request, sizeof request,
                            "POST %s HTTP/1.1\r\nhost: %s:%s\r\ncontent-type: application/json\r\ncontent-length: %zu\r\n\r\n%s",
                            argv[3], argv[1], argv[2], strlen(argv[7]), argv[7]);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  Connection *connections = calloc(count, sizeof(Connection));
  int poll = epoll_create1(0);
  for (int i = 0; i < count; i++) {
    Connection *c = &connections[i];
    int one = 1;
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(c->fd, (void *)&address, sizeof address) < 0) fail("connect");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = c};
    epoll_ctl(poll, EPOLL_CTL_ADD, c->fd, &event);
    send_request(c);
  }
  uint64_t start = now() + (uint64_t)(warm_up * 1e9), end = start + (uint64_t)(seconds * 1e9), t = 0;
  double cpu_before = -1;
  struct epoll_event events[256];
  while ((t = now()) < end) {
    if (t >= start && cpu_before < 0) cpu_before = cpu();
    int n = epoll_wait(poll, events, 256, 100);
    for (int i = 0; i < n; i++) {
      Connection *c = events[i].data.ptr;
      int got = read(c->fd, c->answer + c->length, ANSWER_BYTES - c->length);
      if (got <= 0) fail(got == 0 ? "the server closed a connection" : "read");
      c->length += got;
      if (!complete(c)) continue;
      t = now();
      if (memcmp(c->answer, "HTTP/1.1 200", 12) != 0 && wrong++ == 0) fprintf(stderr, "%.*s\n", c->length, c->answer);
      if (t >= start && t < end) {
        answers++;
        if (c->sent >= start) {
          uint64_t micros = (t - c->sent) / 1000;
          latency[micros < SLOTS ? micros : SLOTS - 1]++;
          measured++;
        }
      }
      send_request(c);
    }
  }
  printf("{\"answers\":%ld,\"perSecond\":%.1f,\"p50\":%.3f,\"p99\":%.3f,\"wrong\":%ld,\"clientCpu\":%.3f}\n", answers, answers / seconds,
         quantile(0.5), quantile(0.99), wrong, (cpu() - cpu_before) / seconds);
  return wrong > 0;
}
