#include <algorithm>

#include "tollgate/base/json_pointer.h"
#include "tollgate/ops/op.h"

namespace tollgate::ops {
namespace {

Json body_json(const RecordSet& body) {
  Json writes = Json::array();
  for (const FieldWrite& w : body.writes) {
    Json write = {{"field", w.field}, {"value", w.value}};
    if (!w.base.empty()) write["base"] = w.base;
    writes.push_back(std::move(write));
  }
  Json json = {{"entity", body.entity}, {"record", body.record}, {"writes", std::move(writes)}};
  if (!body.cause.empty()) json["cause"] = body.cause;
  return json;
}

Json body_json(const RecordDraft& body) {
  return {{"entity", body.entity}, {"record", body.record}, {"draft", body.draft}};
}

Json body_json(const RecordStatusSet& body) {
  Json json = {{"entity", body.entity}, {"record", body.record}, {"status", name_of(body.status)}};
  if (body.judged_by != 0) json["judged_by"] = body.judged_by;
  return json;
}

Json body_json(const RecordDiscard& body) {
  return {{"entity", body.entity}, {"record", body.record}};
}

Json body_json(const WorkflowAdvance& body) {
  Json json = {{"entity", body.entity},
               {"record", body.record},
               {"workflow", body.workflow},
               {"field", body.field},
               {"to", body.to}};
  if (!body.from.empty()) json["from"] = body.from;
  if (!body.role.empty()) json["role"] = body.role;
  if (!body.saw.is_null()) json["saw"] = body.saw;
  if (!body.leaves.empty()) json["leaves"] = body.leaves;
  if (body.judged_by != 0) json["judged_by"] = body.judged_by;
  return json;
}

Json body_json(const WorkflowReopen& body) {
  Json json = {{"entity", body.entity}, {"record", body.record}, {"workflow", body.workflow},
               {"field", body.field},   {"to", body.to},         {"gate", body.gate},
               {"fields", body.fields}};
  if (!body.from.empty()) json["from"] = body.from;
  return json;
}

Json body_json(const AppPut& body) {
  Json json = {{"id", body.id}, {"version", body.version}, {"text", body.text}};
  if (body.judges_stages) json["judges_stages"] = true;
  if (body.judged_at_ms) json["judged_at_ms"] = *body.judged_at_ms;
  return json;
}

Json body_json(const BlobAdd& body) { return {{"sha256", body.sha256}, {"facts", body.facts}}; }

Json body_json(const RecordImport& body) {
  Json json = {{"entity", body.entity},
               {"record", body.record},
               {"status", name_of(body.status)},
               {"values", body.values},
               {"at_ms", body.at_ms}};
  if (body.stage_imported) json["stage_imported"] = true;
  return json;
}

Json body_json(const EffectDelivered& body) {
  Json json = {
      {"op", body.op}, {"ordinal", body.ordinal}, {"channel", body.channel}, {"at_ms", body.at_ms}};
  if (!body.receipt.empty()) json["receipt"] = body.receipt;
  for (const EffectDelivered::Sent& sent : body.sent) {
    Json one = {{"to", sent.to},
                {"channel", sent.channel},
                {"at_ms", sent.at_ms},
                {"key", sent.key},
                {"text", sent.text}};
    if (!sent.receipt.empty()) one["receipt"] = sent.receipt;
    json["sent"].push_back(std::move(one));
  }
  return json;
}

Json body_json(const ImportBegin& body) {
  Json json = Json::object();
  if (!body.source.empty()) json["source"] = body.source;
  return json;
}

Json body_json(const ImportUndo&) { return Json::object(); }

Json body_json(const RecordRestore& body) {
  Json json = {{"entity", body.entity},          {"record", body.record},
               {"status", name_of(body.status)}, {"values", body.values},
               {"created_ms", body.created_ms},  {"updated_ms", body.updated_ms}};
  if (!body.draft.is_null()) json["draft"] = body.draft;
  if (!body.standing.is_null()) json["standing"] = body.standing;
  return json;
}

Json body_json(const DeviceJoin& body) {
  Json json = {{"device", body.device}, {"key", body.key}};
  if (!body.label.empty()) json["label"] = body.label;
  return json;
}

Json body_json(const ClaimRefuse& body) {
  Json json = {{"entity", body.entity},
               {"record", body.record},
               {"claim", body.claim},
               {"to", body.to},
               {"why", body.why}};
  if (!body.workflow.empty()) json["workflow"] = body.workflow;
  if (body.judged_by != 0) json["judged_by"] = body.judged_by;
  return json;
}

Json body_json(const FieldConflict& body) {
  Json json = {{"entity", body.entity},
               {"record", body.record},
               {"field", body.field},
               {"stands", body.stands},
               {"yields", body.yields}};
  if (!body.stands_by.empty()) json["stands_by"] = body.stands_by;
  if (!body.yields_by.empty()) json["yields_by"] = body.yields_by;
  return json;
}

Json body_json(const GroupSetAside& body) {
  Json json = {{"ops", body.ops}, {"why", body.why}};
  if (!body.entity.empty()) json["entity"] = body.entity;
  if (!body.record.empty()) json["record"] = body.record;
  return json;
}

Json body_json(const AutomationDue& body) {
  Json json = {{"entity", body.entity},
               {"automation", body.automation},
               {"due_ms", body.due_ms},
               {"what", body.what}};
  if (!body.record.empty()) json["record"] = body.record;
  if (!body.why.is_null()) json["why"] = body.why;
  return json;
}

Json body_json(const RecordComment& body) {
  Json json = {{"entity", body.entity},
               {"record", body.record},
               {"comment", body.comment},
               {"text", body.text}};
  if (!body.mentions.empty()) json["mentions"] = body.mentions;
  return json;
}

Json origin_json(const Origin& origin) {
  Json json = {{"device", origin.device},
               {"group", origin.group},
               {"hash", origin.hash},
               {"app_version", origin.app_version}};
  if (!origin.version.empty()) json["version"] = origin.version;
  if (origin.said_ms) json["said_ms"] = *origin.said_ms;
  return json;
}

Json op_json(const Op& op) {
  Json json = {
      {"device", op.device},
      {"number", op.number},
      {"group", Json::array({op.group_first, op.group_last})},
      {"time", to_text(op.time)},
      {"app_version", op.app_version},
      {"previous", hex(op.previous)},
      {"kind", kind_of(op.body)},
      {"body", std::visit([](const auto& body) { return body_json(body); }, op.body)},
  };
  if (!op.user.empty()) json["user"] = op.user;
  if (op.wall_ms) json["wall_ms"] = *op.wall_ms;
  if (op.clock_moved_ms) json["clock_moved_ms"] = *op.clock_moved_ms;
  if (!op.batch.empty()) json["batch"] = op.batch;
  if (op.origin) json["origin"] = origin_json(*op.origin);
  return json;
}

// As parse_json counts it: the outermost counts as one.
size_t depth_of(const Json& value) {
  if (!value.is_structured()) return 0;
  size_t deepest = 0;
  for (const Json& part : value) deepest = std::max(deepest, depth_of(part));
  return deepest + 1;
}

// The member of a body that takes most of it, for the person who has to shorten something.
struct LargestMember {
  std::string name;
  size_t bytes = 0;

  void weigh(const std::string& member, const Json& value) {
    size_t size = write_json(value).size();
    if (size > bytes) *this = {member, size};
  }
  void weigh_members(const Json& object) {
    if (!object.is_object()) return;
    for (const auto& [member, value] : object.items()) weigh(member, value);
  }
};

LargestMember largest_member_of(const Body& body) {
  LargestMember largest;
  if (const auto* set = std::get_if<RecordSet>(&body)) {
    for (const FieldWrite& w : set->writes) largest.weigh(w.field, w.value);
  } else if (const auto* import = std::get_if<RecordImport>(&body)) {
    largest.weigh_members(import->values);
  } else if (const auto* draft = std::get_if<RecordDraft>(&body);
             draft && draft->draft.is_object()) {
    for (const auto& [part, members] : draft->draft.items()) largest.weigh_members(members);
  }
  return largest;
}

std::string place_of(const Op& op) {
  std::string_view record = record_of(op.body);
  return std::string(record.empty() ? kind_of(op.body) : record);
}

Diagnostic too_large(const Op& op, size_t bytes) {
  const std::string place = place_of(op);
  const std::string size = std::to_string(bytes);
  const std::string most = std::to_string(limits::kOpBytes);
  LocalizedText text = {"“" + place + "”的这次改动有 " + size + " 字节，一次最多 " + most +
                            " 字节，没有保存；请缩短内容",
                        "this change of '" + place + "' takes " + size +
                            " bytes and one change may take " + most +
                            ": nothing was saved; shorten what it holds"};
  const LargestMember largest = largest_member_of(op.body);
  if (largest.bytes > 0) {
    const std::string part = std::to_string(largest.bytes);
    text.zh += "，最多的是“" + largest.name + "”（" + part + " 字节）";
    text.en += ", most of all '" + largest.name + "' with " + part + " bytes";
  }
  return make_error(
      "ops.too_large", std::move(text),
      {.source = place,
       .pointer = largest.name.empty() ? std::string() : pointer_child("", largest.name)});
}

Diagnostic too_deep(const Op& op, size_t depth) {
  const std::string place = place_of(op);
  const std::string levels = std::to_string(depth);
  const std::string most = std::to_string(kOpLimits.max_depth);
  return make_error("ops.too_deep",
                    {"“" + place + "”的这次改动嵌套 " + levels + " 层，最多 " + most +
                         " 层，没有保存；请减少嵌套",
                     "this change of '" + place + "' is nested " + levels + " levels deep and " +
                         most + " are allowed: nothing was saved; nest its values less"},
                    {.source = place});
}

Diagnostic user_too_long(size_t bytes) {
  const std::string size = std::to_string(bytes);
  const std::string most = std::to_string(limits::kRecordIdBytes);
  return make_error("ops.user_too_long",
                    {"用户编号有 " + size + " 字节，最多 " + most + " 字节，没有保存",
                     "the user's record id has " + size + " bytes and at most " + most +
                         " are allowed: nothing was saved"},
                    {.pointer = "/user"});
}

}  // namespace

std::string canonical_bytes(const Op& op) { return write_json(op_json(op)); }

Result<std::string> storable_bytes(const Op& op) {
  if (op.user.size() > limits::kRecordIdBytes) return user_too_long(op.user.size());
  const Json json = op_json(op);
  const size_t depth = depth_of(json);
  if (depth > kOpLimits.max_depth) return too_deep(op, depth);
  std::string bytes = write_json(json);
  if (bytes.size() > kOpLimits.max_bytes) return too_large(op, bytes.size());
  return bytes;
}

}  // namespace tollgate::ops
