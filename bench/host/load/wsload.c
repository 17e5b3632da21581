// WebSocket listeners in one thread: opens the sockets, prints "open", then counts events until SIGINT and prints one JSON object.
// usage: wsload HOST PORT PATH SOCKETS OPEN_PER_SECOND [FIRST_MESSAGE]
// An event is `T`, 16 hex digits of nanoseconds (CLOCK_REALTIME), `T` anywhere in a text frame.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
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

#define SLOTS 10000000 /* one a microsecond */

typedef struct {
  int fd, is_open, length, capacity;
  unsigned char *rest; /* bytes of a frame that is not complete */
} Socket;

static Socket *sockets;
static int count, open_count, closed_count;
static long events, frames;
static uint64_t first_at, last_at, arrived_at;
static unsigned latency[SLOTS];
static char request[2048];
static unsigned char hello[512];
static int hello_length;
static unsigned char buffer[1 << 18];
static volatile sig_atomic_t is_over;

static void on_signal(int signal) {
  (void)signal;
  is_over = 1;
}

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

static int masked_frame(unsigned char *out, int opcode, const char *data, int length) {
  out[0] = 0x80 | opcode;
  out[1] = 0x80 | length;
  memset(out + 2, 0, 4);
  memcpy(out + 6, data, length);
  return length + 6;
}

static void close_socket(Socket *s) {
  close(s->fd);
  s->fd = -1;
  if (s->is_open) open_count--;
  closed_count++;
}

static void answer(Socket *s, int opcode, const char *data, int length) {
  unsigned char frame[256];
  if (write(s->fd, frame, masked_frame(frame, opcode, data, length)) < 0) close_socket(s);
}

static int digit(int c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static void take_events(const unsigned char *p, const unsigned char *end) {
  while ((p = memchr(p, 'T', end - p)) && end - p >= 18) {
    if (p[17] != 'T') {
      p++;
      continue;
    }
    uint64_t made = 0;
    int i = 1;
    for (int d; i <= 16 && (d = digit(p[i])) >= 0; i++) made = made << 4 | d;
    if (i <= 16) {
      p++;
      continue;
    }
    uint64_t micros = arrived_at > made ? (arrived_at - made) / 1000 : 0;
    latency[micros < SLOTS ? micros : SLOTS - 1]++;
    events++;
    p += 18;
  }
}

/* Takes complete frames; returns the bytes used, or -1 when the socket was closed. */
static int take_frames(Socket *s, unsigned char *p, int length) {
  int at = 0;
  while (length - at >= 2) {
    uint64_t size = p[at + 1] & 127;
    int head = 2;
    if (size == 126) {
      if (length - at < 4) break;
      size = p[at + 2] << 8 | p[at + 3];
      head = 4;
    } else if (size == 127) {
      if (length - at < 10) break;
      size = 0;
      for (int i = 2; i < 10; i++) size = size << 8 | p[at + i];
      head = 10;
    }
    if ((uint64_t)(length - at) < head + size) break;
    int opcode = p[at] & 15;
    unsigned char *data = p + at + head;
    if (opcode == 8) {
      close_socket(s);
      return -1;
    }
    if (opcode == 9) answer(s, 10, (char *)data, size > 125 ? 125 : size);
    else if (opcode == 1 && size == 1 && data[0] == '2') answer(s, 1, "3", 1); /* a ping of Engine.IO */
    else if (opcode == 1) {
      frames++;
      take_events(data, data + size);
    }
    at += head + size;
  }
  return at;
}

static void take(Socket *s) {
  int got = read(s->fd, buffer, sizeof buffer);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) return close_socket(s);
  unsigned char *p = buffer;
  int length = got;
  if (s->length > 0) {
    if (s->length + got > s->capacity) s->rest = realloc(s->rest, s->capacity = s->length + got + 4096);
    memcpy(s->rest + s->length, buffer, got);
    p = s->rest;
    length = s->length += got;
  }
  int used = 0;
  if (!s->is_open) {
    unsigned char *end = memmem(p, length, "\r\n\r\n", 4);
    if (end) {
      if (memcmp(p, "HTTP/1.1 101", 12) != 0) {
        fprintf(stderr, "no upgrade: %.200s\n", p);
        exit(1);
      }
      used = end - p + 4;
      s->is_open = 1;
      open_count++;
      if (hello_length > 0 && write(s->fd, hello, hello_length) < 0) return close_socket(s);
    }
  }
  if (s->is_open) {
    long before = events;
    arrived_at = now();
    int taken = take_frames(s, p + used, length - used);
    if (taken < 0) return;
    used += taken;
    if (events > before) {
      if (first_at == 0) first_at = arrived_at;
      last_at = arrived_at;
    }
  }
  int left = length - used;
  if (left > 0) {
    if (left > s->capacity) s->rest = realloc(s->rest, s->capacity = left + 4096);
    memmove(s->rest, p + used, left);
  }
  s->length = left;
}

static double quantile(double p) {
  long wanted = (long)(events * p), seen = 0;
  for (long i = 0; i < SLOTS; i++)
    if ((seen += latency[i]) > wanted) return i / 1000.0;
  return SLOTS / 1000.0;
}

static void open_socket(int poll, Socket *s, struct sockaddr_in *address) {
  int one = 1;
  s->fd = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(s->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(s->fd, (void *)address, sizeof *address) < 0 || write(s->fd, request, strlen(request)) < 0) {
    perror("connect");
    exit(1);
  }
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = s};
  epoll_ctl(poll, EPOLL_CTL_ADD, s->fd, &event);
}

int main(int argc, char **argv) {
  if (argc < 6) {
    fprintf(stderr, "usage: wsload HOST PORT PATH SOCKETS OPEN_PER_SECOND [FIRST_MESSAGE]\n");
    return 2;
  }
  count = atoi(argv[4]);
  double rate = atof(argv[5]);
  snprintf(request, sizeof request,
           "GET %s HTTP/1.1\r\nhost: %s:%s\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
           "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n",
           argv[3], argv[1], argv[2]);
  if (argc > 6) hello_length = masked_frame(hello, 1, argv[6], strlen(argv[6]));
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  signal(SIGINT, on_signal);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(argv[2]))};
  inet_pton(AF_INET, argv[1], &address.sin_addr);
  sockets = calloc(count, sizeof(Socket));
  int poll = epoll_create1(0), started = 0, is_told = 0;
  uint64_t began = now();
  double cpu_before = 0;
  struct epoll_event ready[1024];
  while (!is_over) {
    int due = (int)((now() - began) / 1e9 * rate) + 1;
    while (started < count && started < due) open_socket(poll, &sockets[started++], &address);
    if (!is_told && open_count == count) {
      is_told = 1;
      cpu_before = cpu();
      printf("open\n");
      fflush(stdout);
    }
    int n = epoll_wait(poll, ready, 1024, started < count ? 1 : 50);
    for (int i = 0; i < n; i++) {
      Socket *s = ready[i].data.ptr;
      if (s->fd >= 0) take(s);
    }
  }
  double seconds = (last_at - first_at) / 1e9;
  printf("{\"open\":%d,\"closed\":%d,\"frames\":%ld,\"events\":%ld,\"seconds\":%.3f,\"perSecond\":%.0f,\"p50\":%.2f,\"p99\":%.2f,\"clientCpu\":%.3f}\n",
         open_count, closed_count, frames, events, seconds, seconds > 0 ? events / seconds : 0, quantile(0.5), quantile(0.99),
         seconds > 0 ? (cpu() - cpu_before) / seconds : 0);
  return 0;
}
