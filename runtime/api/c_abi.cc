#include <cstdlib>
#include <map>
#include <memory>
#include <new>
#include <nlohmann/json.hpp>
#include <string>

#include "options.h"
#include "tollgate/api/dispatch.h"
#include "tollgate/api/tollgate.h"
#include "tollgate/base/json.h"

namespace {

using tollgate::engine::Engine;

struct ThreadEngines {
  std::map<int, std::unique_ptr<Engine>> engines;
  int last = 0;
  std::string reply;
};

// One per thread: an engine and its reply belong to the thread that made them.
ThreadEngines& engines_of_thread() {
  thread_local ThreadEngines instance;
  return instance;
}

void refuse(const char* code, const char* zh, const char* en) {
  engines_of_thread().reply = tollgate::api::refusal({tollgate::make_error(code, {zh, en})});
}

int answer(tollgate::api::HandledMessage handled) {
  engines_of_thread().reply = std::move(handled.reply);
  return handled.ok ? 1 : 0;
}

// Who the message is from. Where that can't be read, the reply says why.
auto stated_principal(std::string_view text) {
  auto stated = tollgate::api::read_principal(text);
  if (!stated) engines_of_thread().reply = tollgate::api::refusal(stated.diagnostics());
  return stated;
}

Engine* find(int engine) {
  auto found = engines_of_thread().engines.find(engine);
  if (found != engines_of_thread().engines.end()) return found->second.get();
  refuse("api.no_engine", "没有这个引擎", "there is no such engine");
  return nullptr;
}

// Exceptions end here: what is left of them is running out of memory, and bugs.
template <typename Work>
int guarded(Work work) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    refuse("api.out_of_memory", "内存不足", "out of memory");
  } catch (...) {
    refuse("api.internal", "引擎内部错误", "an internal error of the engine");
  }
  return 0;
}

}  // namespace

extern "C" {

int tg_create(const char* options, size_t size) {
  return guarded([&] {
    auto read = tollgate::api::read_options({options, size});
    if (!read) {
      engines_of_thread().reply = tollgate::api::refusal(read.diagnostics());
      return 0;
    }
    auto engine = Engine::open(*read);
    if (!engine) {
      engines_of_thread().reply = tollgate::api::refusal(engine.diagnostics());
      return 0;
    }
    int handle = ++engines_of_thread().last;
    engines_of_thread().engines[handle] = std::move(*engine);
    engines_of_thread().reply = R"({"id":0,"ok":true,"result":{}})";
    return handle;
  });
}

int tg_request(int handle, const char* principal, size_t principal_size, const char* message,
               size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    auto stated = stated_principal({principal, principal_size});
    if (!stated) return 0;
    return answer(tollgate::api::handle_message(*engine, *stated, {message, size}));
  });
}

int tg_begin(int handle, const char* principal, size_t principal_size, const char* message,
             size_t size, int turn_ms, int* unfinished) {
  return guarded([&] {
    *unfinished = 0;
    Engine* engine = find(handle);
    if (!engine) return 0;
    auto stated = stated_principal({principal, principal_size});
    if (!stated) return 0;
    tollgate::api::HandledMessage handled =
        tollgate::api::begin_message(*engine, *stated, {message, size}, {.ms = turn_ms});
    *unfinished = static_cast<int>(handled.unfinished);
    return answer(std::move(handled));
  });
}

int tg_go_on(int handle, int task, int turn_ms, int* unfinished) {
  return guarded([&] {
    *unfinished = 0;
    Engine* engine = find(handle);
    if (!engine) return 0;
    tollgate::api::HandledMessage handled = tollgate::api::go_on(*engine, task, {.ms = turn_ms});
    *unfinished = static_cast<int>(handled.unfinished);
    return answer(std::move(handled));
  });
}

int tg_heard(int handle, const char* principal, size_t principal_size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    auto stated = tollgate::api::read_principal({principal, principal_size});
    if (!stated) return 0;
    tollgate::api::HeardChanges heard = tollgate::api::heard_changes(*engine, *stated);
    if (heard.text.empty()) return 0;
    engines_of_thread().reply = std::move(heard.text);
    return heard.by_all ? 2 : 1;
  });
}

void tg_told(int handle) {
  guarded([&] {
    if (Engine* engine = find(handle)) engine->told();
    return 0;
  });
}

int tg_blob_put(int handle, const char* name, size_t name_size, const char* bytes, size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    return answer(tollgate::api::put_blob(*engine, {name, name_size}, {bytes, size}));
  });
}

int tg_blob_get(int handle, const char* sha256) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    tollgate::Result<std::string> bytes = engine->get_blob(sha256);
    if (!bytes) {
      engines_of_thread().reply = tollgate::api::refusal(bytes.diagnostics());
      return 0;
    }
    engines_of_thread().reply = std::move(*bytes);
    return 1;
  });
}

int tg_blob_inspect(const char* name, size_t name_size, const char* bytes, size_t size) {
  return guarded([&] {
    return answer(tollgate::api::facts_reply(
        tollgate::engine::inspect_blob({name, name_size}, {bytes, size})));
  });
}

int tg_blob_put_parts(int handle, const char* sha256, unsigned long long offset, const char* bytes,
                      size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    const tollgate::Status stored = engine->put_blob_parts(sha256, offset, {bytes, size});
    if (!stored) engines_of_thread().reply = tollgate::api::refusal(stored.diagnostics());
    return stored ? 1 : 0;
  });
}

int tg_blob_add(int handle, const char* facts, size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    return engine ? answer(tollgate::api::add_blob(*engine, {facts, size})) : 0;
  });
}

int tg_blob_read(int handle, const char* principal, size_t principal_size, const char* sha256,
                 unsigned long long offset, unsigned long long* whole_size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    auto stated = stated_principal({principal, principal_size});
    if (!stated) return 0;
    tollgate::Result<tollgate::engine::BlobPiece> piece =
        tollgate::api::read_blob(*engine, *stated, sha256, offset);
    if (!piece) {
      engines_of_thread().reply = tollgate::api::refusal(piece.diagnostics());
      return 0;
    }
    *whole_size = piece->size_bytes;
    engines_of_thread().reply = std::move(piece->bytes);
    return 1;
  });
}

int tg_sync_answer(int handle, const char* principal, size_t principal_size, const char* message,
                   size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    auto stated = stated_principal({principal, principal_size});
    if (!stated) return 0;
    return answer(tollgate::api::answer_device(*engine, *stated, {message, size}));
  });
}

void tg_hold_flush(int handle, int held) {
  guarded([&] {
    if (Engine* engine = find(handle)) engine->hold_flush(held != 0);
    return 0;
  });
}

int tg_flush(int handle) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    const tollgate::Status flushed = engine->flush();
    if (!flushed) engines_of_thread().reply = tollgate::api::refusal(flushed.diagnostics());
    return flushed ? 1 : 0;
  });
}

int tg_backup(int handle, const char* file, size_t size) {
  return guarded([&] {
    Engine* engine = find(handle);
    if (!engine) return 0;
    const auto step = engine->copy_database({file, size});
    if (!step) {
      engines_of_thread().reply = tollgate::api::refusal(step.diagnostics());
      return 0;
    }
    engines_of_thread().reply = tollgate::write_json(
        {{"ok", true},
         {"result",
          {{"done", step->done}, {"pages", step->pages}, {"pages_left", step->pages_left}}}});
    return 1;
  });
}

const char* tg_reply(void) { return engines_of_thread().reply.data(); }
size_t tg_reply_size(void) { return engines_of_thread().reply.size(); }
void* tg_allocate(size_t size) { return std::malloc(size); }
void tg_free(void* pointer) { std::free(pointer); }
void tg_destroy(int engine) {
  guarded([&] {
    engines_of_thread().engines.erase(engine);
    return 0;
  });
}

}  // extern "C"
