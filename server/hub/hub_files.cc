// Files of records: in a piece at a time, out by their hash.
#include <nlohmann/json.hpp>

#include "content_security_policy.h"
#include "http/media_type.h"
#include "http/percent.h"
#include "http/range.h"
#include "hub/ask.h"
#include "hub/hub.h"
#include "hub/hub_refusals.h"
#include "hub/open_engine.h"
#include "hub/reply.h"

namespace tollgate::server {
namespace {

bool is_sha256(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

// A whole upload and what it is.
struct StoredUpload {
  std::shared_ptr<Upload> upload;
  std::string sha256;
  std::string facts;  // JSON
};

void Hub::handle_blob_upload(const ServedApp& app, Request request, Respond respond) {
  const auto name = query_value(request.query, "name");
  if (!name || name->empty() || name->size() > 255) {
    respond(
        refusal(400, make_error("server.blob_name",
                                {"请在 name 参数中给出文件名（1 至 255 字节）。",
                                 "give the file's name (1 to 255 bytes) as parameter 'name'"})));
    return;
  }
  auto upload = std::static_pointer_cast<Upload>(request.sink);
  const bool taken = uploads_.inspect([this, &app, name = *name, upload, respond] {
    const std::string_view bytes = upload ? upload->bytes() : std::string_view();
    std::string reply = inspect_blob(name, bytes);
    const auto facts = result_of(reply);
    if (!facts) {
      respond(reply_response(std::move(reply), {}));
      return;
    }
    auto stored = std::make_shared<StoredUpload>(
        StoredUpload{upload, facts->value("sha256", ""), write_json(*facts)});
    store_upload(app, std::move(stored), 0, respond);
  });
  if (!taken) respond(failure(503));
}

// A piece at a time, each a job of its own: other requests have their turn between two of them, and
// before those of other files.
void Hub::store_upload(const ServedApp& app, std::shared_ptr<const StoredUpload> upload,
                       uint64_t offset, Respond respond) {
  submit(
      app,
      [this, &app, upload, offset, respond](EnginePort& engine) {
        const std::string_view rest = upload->upload->bytes().substr(offset);
        if (rest.empty()) {
          respond(reply_response(engine.add_blob(upload->facts), {}));
          return;
        }
        const std::string_view piece = rest.substr(0, kUploadPieceBytes);
        std::string refused = engine.put_blob_parts(upload->sha256, offset, piece);
        if (!refused.empty()) {
          respond(reply_response(std::move(refused), {}));
          return;
        }
        store_upload(app, upload, offset + piece.size(), respond);
      },
      respond, EngineThread::Length::kLong);
}

void Hub::handle_blob_download(const ServedApp& app, const std::string& digest,
                               const Request& request, Respond respond) {
  if (!is_sha256(digest)) {
    respond(not_found());
    return;
  }
  Result<std::string> principal = desk_.principal_of(request, app.id);
  if (!principal) return respond(desk_.refused(principal.diagnostics()));
  const std::string range(request.header("range"));
  submit(
      app,
      [&app, digest, range, principal = std::move(*principal), respond](EnginePort& engine) {
        const std::optional<StoredPiece> first = engine.read_blob(principal, digest, 0);
        if (!first) {
          respond(refusal(
              404, make_error("server.unknown_blob", {"没有这个文件。", "there is no such file"})));
          return;
        }
        Response response;
        const std::string_view shown = showable_media_type(first->bytes);
        // One browser may be another person's next.
        response.set("Cache-Control", "private, max-age=31536000, immutable");
        response.set("Vary", "Cookie, Tollgate-Acts-For");
        // What somebody uploaded may never act as a page of ours.
        response.set("Content-Security-Policy", kBlobPolicy);
        response.set("Content-Type",
                     std::string(shown.empty() ? "application/octet-stream" : shown));
        if (shown.empty()) response.set("Content-Disposition", "attachment");
        response.set("Accept-Ranges", "bytes");
        set_part(response, parse_range(range, first->size_bytes), first->size_bytes,
                 [&app, principal, digest](uint64_t offset, size_t most, PieceRead done) {
                   const auto read = [principal, digest, offset, most, done](EnginePort& reader) {
                     std::optional<StoredPiece> piece = reader.read_blob(principal, digest, offset);
                     if (piece && piece->bytes.size() > most) piece->bytes.resize(most);
                     done(piece ? std::optional(std::move(piece->bytes)) : std::nullopt);
                   };
                   if (!app.thread->submit(read)) done(std::nullopt);
                 });
        respond(std::move(response));
      },
      respond);
}

}  // namespace tollgate::server
