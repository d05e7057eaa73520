#include <limits>
#include <utility>

#include "tollgate/base/json_pointer.h"
#include "tollgate/ops/op.h"

namespace tollgate::ops {
namespace {

// Takes members out of a JSON object and remembers the first thing that was wrong.
class Reader {
 public:
  Reader(const Json& json, std::string pointer) : json_(json), pointer_(std::move(pointer)) {
    if (!json_.is_object()) fail("");
  }

  std::string text(const char* name, bool required = true) {
    const Json* value = member(name, required);
    if (!value) return {};
    if (!value->is_string()) return fail(name), std::string();
    return value->get<std::string>();
  }
  int64_t integer(const char* name) {
    const Json* value = member(name, true);
    if (!value) return 0;
    if (!value->is_number_integer()) return fail(name), 0;
    return value->get<int64_t>();
  }
  std::optional<int64_t> integer_if_there(const char* name, int64_t least, int64_t most) {
    const Json* value = member(name, false);
    if (!value) return std::nullopt;
    if (!value->is_number_integer()) return fail(name), std::nullopt;
    const int64_t number = value->get<int64_t>();
    if (number < least || number > most) return fail(name), std::nullopt;
    return number;
  }
  Json any(const char* name, bool required = true) {
    const Json* value = member(name, required);
    return value ? *value : Json();
  }
  bool flag(const char* name) {
    const Json* value = member(name, false);
    if (!value) return false;
    if (!value->is_boolean()) return fail(name), false;
    return value->get<bool>();
  }
  std::vector<std::string> texts(const char* name, bool required) {
    std::vector<std::string> texts;
    const Json* value = member(name, required);
    if (!value) return texts;
    if (!value->is_array()) return fail(name), texts;
    for (const Json& text : *value) {
      if (!text.is_string()) return fail(name), texts;
      texts.push_back(text.get<std::string>());
    }
    return texts;
  }
  // An object, or null where the member is absent.
  Json object_or_null(const char* name) {
    const Json* value = member(name, false);
    if (!value) return nullptr;
    if (!value->is_object()) return fail(name), Json();
    return *value;
  }
  Json object(const char* name) {
    const Json* value = member(name, true);
    if (!value) return Json::object();
    if (!value->is_object()) return fail(name), Json::object();
    return *value;
  }
  const Json* member(const char* name, bool required) {
    if (!json_.is_object()) return nullptr;
    auto found = json_.find(name);
    if (found != json_.end()) return &*found;
    if (required) fail(name);
    return nullptr;
  }
  void fail(std::string_view name) {
    if (failed_at_.empty())
      failed_at_ = name.empty() ? pointer_ + "/" : pointer_child(pointer_, name);
  }
  const std::string& failed_at() const { return failed_at_; }

 private:
  const Json& json_;
  std::string pointer_;
  std::string failed_at_;
};

RecordStatus read_status(Reader& in) {
  std::string name = in.text("status");
  for (RecordStatus s : {RecordStatus::kDraft, RecordStatus::kComplete, RecordStatus::kDiscarded}) {
    if (name == name_of(s)) return s;
  }
  in.fail("status");
  return RecordStatus::kDraft;
}

RecordSet read_set(Reader& in) {
  RecordSet body{in.text("entity"), in.text("record"), {}, in.text("cause", false)};
  const Json* writes = in.member("writes", true);
  if (!writes || !writes->is_array()) {
    in.fail("writes");
    return body;
  }
  for (size_t i = 0; i < writes->size(); ++i) {
    Reader write((*writes)[i], pointer_child("/body/writes", i));
    body.writes.push_back({write.text("field"), write.any("value"), write.text("base", false)});
    if (!write.failed_at().empty()) in.fail("writes");
  }
  return body;
}

std::vector<EffectDelivered::Sent> read_sent(Reader& in) {
  std::vector<EffectDelivered::Sent> all;
  const Json* sent = in.member("sent", false);
  if (!sent) return all;
  if (!sent->is_array()) {
    in.fail("sent");
    return all;
  }
  for (size_t i = 0; i < sent->size(); ++i) {
    Reader one((*sent)[i], pointer_child("/body/sent", i));
    all.push_back({one.text("to"), one.text("channel"), one.integer("at_ms"), one.text("key"),
                   one.text("text"), one.text("receipt", false)});
    if (!one.failed_at().empty()) in.fail("sent");
  }
  return all;
}

int64_t read_judge(Reader& in) {
  return in.integer_if_there("judged_by", 1, std::numeric_limits<int64_t>::max()).value_or(0);
}

Body read_body(const std::string& kind, Reader& in, Reader& op) {
  if (kind == "record.set") return read_set(in);
  if (kind == "record.draft")
    return RecordDraft{in.text("entity"), in.text("record"), in.any("draft")};
  if (kind == "record.status") {
    return RecordStatusSet{in.text("entity"), in.text("record"), read_status(in), read_judge(in)};
  }
  if (kind == "record.discard") return RecordDiscard{in.text("entity"), in.text("record")};
  if (kind == "workflow.advance") {
    return WorkflowAdvance{in.text("entity"),         in.text("record"),
                           in.text("workflow"),       in.text("field"),
                           in.text("from", false),    in.text("to"),
                           in.text("role", false),    in.object_or_null("saw"),
                           in.texts("leaves", false), read_judge(in)};
  }
  if (kind == "workflow.reopen") {
    return WorkflowReopen{in.text("entity"), in.text("record"),       in.text("workflow"),
                          in.text("field"),  in.text("from", false),  in.text("to"),
                          in.text("gate"),   in.texts("fields", true)};
  }
  if (kind == "app.put") {
    return AppPut{in.text("id"), in.integer("version"), in.text("text"), in.flag("judges_stages"),
                  in.integer_if_there("judged_at_ms", 0, kLastWallMilliseconds)};
  }
  if (kind == "blob.add") return BlobAdd{in.text("sha256"), in.object("facts")};
  if (kind == "record.import") {
    return RecordImport{in.text("entity"),   in.text("record"),   read_status(in),
                        in.object("values"), in.integer("at_ms"), in.flag("stage_imported")};
  }
  if (kind == "effect.delivered") {
    return EffectDelivered{in.integer("op"),    in.integer("ordinal"),     in.text("channel"),
                           in.integer("at_ms"), in.text("receipt", false), read_sent(in)};
  }
  if (kind == "import.begin") return ImportBegin{in.text("source", false)};
  if (kind == "import.undo") return ImportUndo{};
  if (kind == "record.restore") {
    return RecordRestore{in.text("entity"),        in.text("record"),
                         read_status(in),          in.object("values"),
                         in.any("draft", false),   in.integer("created_ms"),
                         in.integer("updated_ms"), in.object_or_null("standing")};
  }
  if (kind == "device.join") {
    return DeviceJoin{in.text("device"), in.text("key"), in.text("label", false)};
  }
  if (kind == "claim.refuse") {
    return ClaimRefuse{
        in.text("entity"), in.text("record"), in.text("claim"), in.text("workflow", false),
        in.text("to"),     in.any("why"),     read_judge(in)};
  }
  if (kind == "field.conflict") {
    return FieldConflict{in.text("entity"),          in.text("record"),           in.text("field"),
                         in.any("stands"),           in.text("stands_by", false), in.any("yields"),
                         in.text("yields_by", false)};
  }
  if (kind == "group.set_aside") {
    return GroupSetAside{in.text("entity", false), in.text("record", false), in.any("ops"),
                         in.any("why")};
  }
  if (kind == "automation.due") {
    return AutomationDue{in.text("entity"),    in.text("record", false), in.text("automation"),
                         in.integer("due_ms"), in.text("what"),          in.any("why", false)};
  }
  if (kind == "record.comment") {
    return RecordComment{in.text("entity"), in.text("record"), in.text("comment"), in.text("text"),
                         in.texts("mentions", false)};
  }
  op.fail("kind");
  return RecordDiscard{};
}

std::optional<Origin> read_origin(Reader& op) {
  const Json* json = op.member("origin", false);
  if (json == nullptr) return std::nullopt;
  Reader in(*json, "/origin");
  Origin origin{
      in.text("device"),         in.integer("group"),
      in.text("hash"),           in.text("version", false),
      in.integer("app_version"), in.integer_if_there("said_ms", 0, kLastWallMilliseconds)};
  if (!in.failed_at().empty()) op.fail("origin");
  return origin;
}

Diagnostic bad_op(const std::string& pointer) {
  return make_error(
      "ops.bad_op",
      {"操作日志中的一条操作无法读取：“" + pointer + "”缺失或类型不对",
       "an operation of the log cannot be read: '" + pointer + "' is missing or of the wrong kind"},
      {.pointer = pointer});
}

}  // namespace

Result<Op> parse_op(std::string_view bytes) {
  Result<Json> json = parse_json(bytes, kOpLimits);
  if (!json) return std::move(json).error();
  Reader in(*json, "");
  Op op;
  op.device = in.text("device");
  op.number = in.integer("number");
  op.app_version = in.integer("app_version");
  op.user = in.text("user", false);
  op.batch = in.text("batch", false);
  Json group = in.any("group");
  if (group.is_array() && group.size() == 2 && group[0].is_number_integer() &&
      group[1].is_number_integer()) {
    op.group_first = group[0].get<int64_t>();
    op.group_last = group[1].get<int64_t>();
  } else {
    in.fail("group");
  }
  if (auto time = parse_hybrid_time(in.text("time"))) {
    op.time = *time;
  } else {
    in.fail("time");
  }
  op.wall_ms = in.integer_if_there("wall_ms", 0, kLastWallMilliseconds);
  op.clock_moved_ms =
      in.integer_if_there("clock_moved_ms", -kLastWallMilliseconds, kLastWallMilliseconds);
  if (auto previous = digest_from_hex(in.text("previous"))) {
    op.previous = *previous;
  } else {
    in.fail("previous");
  }
  op.origin = read_origin(in);
  Json body = in.object("body");
  Reader body_in(body, "/body");
  op.body = read_body(in.text("kind"), body_in, in);
  if (!in.failed_at().empty()) return bad_op(in.failed_at());
  if (!body_in.failed_at().empty()) return bad_op(body_in.failed_at());
  return op;
}

}  // namespace tollgate::ops
