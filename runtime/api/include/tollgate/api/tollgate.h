/* The C ABI: the one door to the engine, for the browser's Worker, the hub and tests.
 *
 *   int engine = tg_create("{\"storage\":\"memory\"}", 20);
 *   tg_request(engine, "{\"user\":\"rep_001\"}", 18, message, size);
 *   write(1, tg_reply(), tg_reply_size());
 *   tg_destroy(engine);
 *
 * Sizes are bytes, texts UTF-8. Nothing throws across this boundary. An engine belongs to one
 * thread; the reply belongs to the thread that called and is valid until its next call. Refusals
 * are replies with "ok": false.
 */
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An engine by JSON options {"storage": "file"|"opfs"|"memory", "path"?, "app"?, "device"?,
 * "log_only"?, "read_only"?, "accept_log"?}: its handle, or 0 with a reply that says why.
 * "log_only": the database may be damaged; for log.verify and log.rebuild; with "read_only" nothing
 * is written. "accept_log": goes on with a log that its checkpoints do not agree with. */
int tg_create(const char* options, size_t size);
/* Handles one message, JSON by schemas/api; 1 when the reply is "ok". `principal`: whom it acts
 * for,
 * {"user"?: record id, "role"?}, of size 0 for nobody. The caller vouches for it; a message can't.
 */
int tg_request(int engine, const char* principal, size_t principal_size, const char* message,
               size_t size);
/* The same for hosts that answer others in between: what takes longer than a turn of `turn_ms`
 * gives 0 and sets `unfinished` to the number by which tg_go_on does the next turn (else to 0); the
 * reply is {"id", "unfinished": {"done", "of"}} until the last turn's, which is that of tg_request.
 */
int tg_begin(int engine, const char* principal, size_t principal_size, const char* message,
             size_t size, int turn_ms, int* unfinished);
int tg_go_on(int engine, int task, int turn_ms, int* unfinished);
/* What the last message changed, or all since flushes are held (tg_hold_flush), as `principal` may
 * hear of it: 0 nothing, 1 as reply, 2 as reply and the same for everybody. tg_told: all were told,
 * there is nothing to hear of any more. */
int tg_heard(int engine, const char* principal, size_t principal_size);
void tg_told(int engine);
/* Stores a file; the reply says what was found in it. 1 when it was stored. */
int tg_blob_put(int engine, const char* name, size_t name_size, const char* bytes, size_t size);
/* 1 and the file's bytes as reply, or 0 and diagnostics. `sha256`: 64 digits, zero-terminated. */
int tg_blob_get(int engine, const char* sha256);
/* The same for large files, piece by piece; for hosts with threads. tg_blob_inspect: what a file
 * is, needs no engine. tg_blob_put_parts: 1 when parts of the file of this hash were stored,
 * `offset` a multiple of 1 MiB. tg_blob_add: the file is whole, its facts (JSON) as inspected;
 * reply as of tg_blob_put. tg_blob_read: 1, `whole_size` and a piece from `offset` on as reply,
 * of a file that `principal` may see (of size 0: nobody). */
int tg_blob_inspect(const char* name, size_t name_size, const char* bytes, size_t size);
int tg_blob_put_parts(int engine, const char* sha256, unsigned long long offset, const char* bytes,
                      size_t size);
int tg_blob_add(int engine, const char* facts, size_t size);
int tg_blob_read(int engine, const char* principal, size_t principal_size, const char* sha256,
                 unsigned long long offset, unsigned long long* whole_size);
/* A message of a device to this engine as its hub, and the reply: JSON by schemas/sync, with
 * "changed" as a reply of tg_request has it. Other bounds hold than for tg_request. */
int tg_sync_answer(int engine, const char* principal, size_t principal_size, const char* message,
                   size_t size);
/* While flushes are held (1; 0 ends it), what replies acknowledge is on the disk after tg_flush
 * alone, so that several requests share one: tell nobody before. tg_flush: 1, or 0 and diagnostics.
 */
void tg_hold_flush(int engine, int held);
int tg_flush(int engine);
/* A step of copying the database to a new file, of which each takes a moment only; for hosts with
 * files. 1 and {"done", "pages", "pages_left"} as result, or 0 and diagnostics. Another file than
 * before begins anew. */
int tg_backup(int engine, const char* file, size_t size);
const char* tg_reply(void);
size_t tg_reply_size(void);
/* Memory for arguments; NULL when there is none. */
void* tg_allocate(size_t size);
void tg_free(void* pointer);
void tg_destroy(int engine);

#ifdef __cplusplus
}
#endif
