// Batch frames (deflate with a preset dictionary, in base64): what is inside, worked out once for all clients that get the same.
#include <zlib.h>

typedef struct {
  uint64_t hash;
  int size;   /* of the base64 text */
  char *text; /* inflated */
  long length;
} Batch;

#define BATCHES 64

static unsigned char *dictionary;
static int dictionary_length;

static void read_dictionary(const char *file) {
  FILE *in = fopen(file, "r");
  if (in == NULL) return;
  dictionary = malloc(1 << 16);
  dictionary_length = fread(dictionary, 1, 1 << 16, in);
  fclose(in);
}

static uint64_t hash_of(const unsigned char *p, int size) {
  uint64_t hash = size, word = 0;
  for (; size >= 8; p += 8, size -= 8) {
    memcpy(&word, p, 8);
    hash = (hash ^ word) * 0x9e3779b97f4a7c15ull;
    hash ^= hash >> 29;
  }
  memcpy(&word, p, size);
  return (hash ^ word) * 0x9e3779b97f4a7c15ull;
}

static int from_base64(const unsigned char *p, int size, unsigned char *out) {
  static signed char values[256];
  if (values['B'] == 0) {
    memset(values, -1, sizeof values);
    for (int i = 0; i < 64; i++) values[(int)"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[i]] = i;
  }
  int length = 0, bits = 0;
  unsigned held = 0;
  for (int i = 0; i < size && values[p[i]] >= 0; i++) {
    held = held << 6 | values[p[i]];
    if ((bits += 6) >= 8) out[length++] = held >> (bits -= 8);
  }
  return length;
}

static void inflate_into(Batch *batch, const unsigned char *data, int size) {
  unsigned char *raw = malloc(size);
  z_stream z = {.next_in = raw, .avail_in = from_base64(data, size, raw)};
  long capacity = 1 << 20;
  batch->text = malloc(capacity);
  inflateInit2(&z, -15);
  inflateSetDictionary(&z, dictionary, dictionary_length);
  for (int state = Z_OK; state == Z_OK;) {
    if ((long)z.total_out == capacity) batch->text = realloc(batch->text, capacity *= 2);
    z.next_out = (unsigned char *)batch->text + z.total_out;
    z.avail_out = capacity - z.total_out;
    state = inflate(&z, Z_NO_FLUSH);
    if (state < 0) {
      fprintf(stderr, "a batch cannot be inflated: %s\n", z.msg ? z.msg : "?");
      exit(1);
    }
  }
  batch->length = z.total_out;
  inflateEnd(&z);
  free(raw);
}

/* The JSON inside the base64 text. */
static Batch *open_batch(const unsigned char *data, int size) {
  static Batch batches[BATCHES];
  static int next;
  uint64_t hash = hash_of(data, size);
  for (int i = 0; i < BATCHES; i++)
    if (batches[i].hash == hash && batches[i].size == size) return &batches[i];
  Batch *batch = &batches[next++ % BATCHES];
  free(batch->text);
  *batch = (Batch){.hash = hash, .size = size};
  inflate_into(batch, data, size);
  return batch;
}
