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
  return {{"entity", body.entity}, {"record", body.record}, {"status", name_of(body.status)}};
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
  return json;
}

Json body_json(const AppPut& body) {
  return {{"id", body.id}, {"version", body.version}, {"text", body.text}};
}

Json body_json(const BlobAdd& body) { return {{"sha256", body.sha256}, {"facts", body.facts}}; }

Json body_json(const RecordImport& body) {
  return {{"entity", body.entity},
          {"record", body.record},
          {"status", name_of(body.status)},
          {"values", body.values},
          {"at_ms", body.at_ms}};
}

}  // namespace

std::string canonical_bytes(const Op& op) {
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
  return write_json(json);
}

}  // namespace tollgate::ops
