// A BIO without a buffer of its own: it reads what has been received and writes to what will be
// sent, both of which are lent to it. OpenSSL's own memory BIO would copy both once more.
#include "server.h"

#include <string.h>

static int read_input(BIO *bio, char *bytes, size_t count, size_t *done) {
  struct memory *memory = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  *done = count < memory->input_left ? count : memory->input_left;
  if (*done == 0) {
    BIO_set_retry_read(bio);
    return 0;
  }
  memcpy(bytes, memory->input, *done);
  memory->input += *done;
  memory->input_left -= *done;
  return 1;
}

static int write_output(BIO *bio, const char *bytes, size_t count, size_t *done) {
  struct memory *memory = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  *done = 0;
  // Not for a peer that keeps to the protocol: see OUTPUT_BYTES.
  if (count > OUTPUT_BYTES - memory->output_count) return 0;
  memcpy(memory->output + memory->output_count, bytes, count);
  memory->output_count += count;
  *done = count;
  return 1;
}

static long control(BIO *bio, int command, long number, void *pointer) {
  (void)bio, (void)number, (void)pointer;
  return command == BIO_CTRL_FLUSH ? 1 : 0;
}

static BIO_METHOD *method(void) {
  static BIO_METHOD *made;
  if (made != NULL) return made;
  made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "lent memory");
  if (made == NULL) fail_tls("BIO_meth_new");
  BIO_meth_set_read_ex(made, read_input);
  BIO_meth_set_write_ex(made, write_output);
  BIO_meth_set_ctrl(made, control);
  return made;
}

BIO *memory_bio(struct memory *memory) {
  BIO *bio = BIO_new(method());
  if (bio == NULL) return NULL;
  BIO_set_data(bio, memory);
  BIO_set_init(bio, 1);
  return bio;
}
