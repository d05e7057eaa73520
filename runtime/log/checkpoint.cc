#include "tollgate/log/checkpoint.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json.h"

namespace tollgate::log {
namespace {

constexpr std::string_view kSignedFor = "tollgate.checkpoint/1\n";
constexpr JsonLimits kLineLimits = {.max_bytes = 4096, .max_depth = 2, .max_values = 32};

Json json_of(const Checkpoint& c) {
  Json json = {{"checkpoint", c.number}, {"op_count", c.op_count}, {"head_hash", hex(c.head)},
               {"at_ms", c.at_ms},       {"device", c.device},     {"previous", hex(c.previous)},
               {"key", to_hex(c.key)}};
  if (c.accepted) json["accepted"] = true;
  return json;
}

std::string signed_text(const Checkpoint& c) {
  return std::string(kSignedFor) + write_json(json_of(c));
}

bool read_integer(const Json& json, const char* name, int64_t& number) {
  auto found = json.find(name);
  if (found == json.end() || !found->is_number_integer()) return false;
  number = found->get<int64_t>();
  return number >= 0;
}

std::string text_of(const Json& json, const char* name) {
  auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

bool Checkpoint::is_genuine() const { return verifies(key, signed_text(*this), signature); }

std::string signed_line(Checkpoint& checkpoint, const SigningKey& key) {
  checkpoint.key = key.public_key();
  checkpoint.signature = key.sign(signed_text(checkpoint));
  Json json = json_of(checkpoint);
  json["signature"] = to_hex(checkpoint.signature);
  return write_json(json);
}

std::optional<Checkpoint> parse_checkpoint(std::string_view line) {
  Result<Json> json = parse_json(line, kLineLimits);
  if (!json || !json->is_object()) return std::nullopt;
  Checkpoint c;
  const auto head = digest_from_hex(text_of(*json, "head_hash"));
  const auto previous = digest_from_hex(text_of(*json, "previous"));
  const auto key = from_hex<32>(text_of(*json, "key"));
  const auto signature = from_hex<64>(text_of(*json, "signature"));
  const bool numbers = read_integer(*json, "checkpoint", c.number) &&
                       read_integer(*json, "op_count", c.op_count) &&
                       read_integer(*json, "at_ms", c.at_ms);
  if (!head || !previous || !key || !signature || !numbers) return std::nullopt;
  c.head = *head;
  c.previous = *previous;
  c.key = *key;
  c.signature = *signature;
  c.line = line;
  c.device = text_of(*json, "device");
  auto accepted = json->find("accepted");
  c.accepted = accepted != json->end() && *accepted == true;
  return c;
}

}  // namespace tollgate::log
