// Documents changed at random: loading and linting must come back with findings for any of them,
// and saving must be canonical: what was saved, read and saved again has the same bytes.
//
// Bytes alone rarely stay JSON. So the input is read as changes of a good document: each takes
// three bytes, which place, what to do there, and with what.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <vector>

#include "tollgate/base/json_pointer.h"
#include "tollgate/lint/lint.h"
#include "tollgate/model/save.h"

namespace {

using tollgate::Json;

constexpr const char* kDocument = R"doc({
  "format": "tollgate.app/1", "id": "a", "version": 1, "label": {"en": "A"}, "locales": ["en"],
  "users": {"entity": "person", "role": "name"},
  "roles": [{"id": "rep", "label": {"en": "R"}, "menu": [{"type": "view", "target": "v"}]}],
  "entities": [
    {"id": "person", "label": {"en": "P"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "N"}, "required": true}]},
    {"id": "deal", "label": {"en": "D"}, "title": "rep.name", "owner": "rep",
     "follow_ups": [{"id": "u", "label": {"en": "U"}, "form": "f", "when": "m > 1", "set": [{"field": "rep", "value": "rep"}]}], "fields": [
      {"id": "rep", "type": "reference", "entity": "person", "filter": "item.name != null", "label": {"en": "R"}},
      {"id": "stage", "type": "choice", "label": {"en": "S"}, "options": [
        {"id": "a", "label": {"en": "A"}}, {"id": "b", "label": {"en": "B"}}]},
      {"id": "n", "type": "number", "label": {"en": "N"}, "minimum": 1, "maximum": "9", "computed": "m + 1"},
      {"id": "m", "type": "number", "label": {"en": "M"}, "default": "3",
       "validations": [{"id": "v", "test": "m > 2", "message": {"en": "{{ m }}"}}]},
      {"id": "l", "type": "list", "label": {"en": "L"}, "fields": [
        {"id": "d", "type": "date", "label": {"en": "D"}, "computed": "date(\"2026-01-01\")"}]}]}],
  "forms": [{"id": "f", "entity": "deal", "label": {"en": "F"}, "scorecard": "s",
    "sections": [{"id": "x", "visible": "m > 1", "fields": [{"field": "rep"}, {"field": "m", "width": "half"}]}],
    "prefill": [{"from": "rep", "set": [{"field": "m", "value": "1"}]}]}],
  "scorecards": [{"id": "s", "entity": "deal", "label": {"en": "S"},
    "criteria": [{"id": "c", "label": {"en": "C"}, "points": 4, "met": "m > 3", "fields": ["m"]}],
    "pools": [{"id": "p", "label": {"en": "P"}, "below": 2}]}],
  "workflows": [{"id": "w", "entity": "deal", "label": {"en": "W"}, "stage_field": "stage",
    "stages": [{"id": "a", "label": {"en": "A"}}, {"id": "b", "label": {"en": "B"}, "kind": "won",
      "requires": [{"id": "r", "label": {"en": "R"}, "test": "score.s.total > 1", "message": {"en": "M"}}]}],
    "transitions": [{"from": "a", "to": "b", "roles": ["rep"]}]}],
  "automations": [{"id": "t", "label": {"en": "T"}, "on": {"event": "stage_entered", "entity": "deal", "stage": "b"},
    "effects": [{"type": "notify", "channel": "in_app", "to": "rep", "message": {"en": "{{ m }}"}},
                {"type": "set_field", "field": "m", "value": "m + 1"}]}],
  "views": [{"id": "v", "entity": "deal", "label": {"en": "V"}, "columns": [{"field": "m"}, {"id": "e", "value": "m * 2", "label": {"en": "E"}}],
    "pool": "p", "sort": [{"field": "m"}], "search": ["stage"], "form": "f", "mine": true}],
  "metrics": [{"id": "k", "label": {"en": "K"}, "entity": "deal", "aggregate": "sum", "value": "m",
    "thresholds": [{"level": "good", "below": 3}, {"level": "risk", "at_least": 3}]},
    {"id": "q", "label": {"en": "Q"}, "entity": "deal", "aggregate": "ratio", "numerator": "k", "denominator": "k"}],
  "dashboards": [{"id": "b", "label": {"en": "B"}, "widgets": [
    {"id": "i", "type": "breakdown", "metric": "k", "group_by": "rep", "label": {"en": "I"}, "drill": {"view": "v"}}]}],
  "quick_filters": [{"id": "q", "label": {"en": "Q"}, "entity": "person", "group_by": "rep", "metrics": ["k"], "when": "k > 1",
    "tags": [{"id": "t", "label": {"en": "T"}, "when": "k > 2", "metric": "k"}]}],
  "sample_data": {"records": {"person": [{"id": "x", "values": {"name": "X"}}]}}
})doc";

const std::vector<Json>& replacements() {
  static const std::vector<Json> kValues = {nullptr,
                                            true,
                                            0,
                                            -1,
                                            1.5,
                                            1e15,
                                            "",
                                            "a",
                                            "id",
                                            "deal",
                                            "person",
                                            "rep",
                                            "n",
                                            "m",
                                            "n + m",
                                            "l",
                                            "count(l) > 0",
                                            "{{",
                                            "{{ m }}",
                                            "{{ ) }}",
                                            "((((",
                                            "for x in l return x",
                                            "list",
                                            "reference",
                                            "ratio",
                                            "funnel",
                                            "tollgate.app/2",
                                            "2026-02-30",
                                            "zz-ZZZZZZZZZ",
                                            Json::array(),
                                            Json::object(),
                                            Json::array({Json::object()}),
                                            Json{{"en", "E"}}};
  return kValues;
}

void collect(const Json& value, const std::string& pointer, std::vector<std::string>& pointers) {
  pointers.push_back(pointer);
  if (value.is_object()) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      collect(*it, tollgate::pointer_child(pointer, it.key()), pointers);
    }
  } else if (value.is_array()) {
    for (size_t i = 0; i < value.size(); ++i) {
      collect(value[i], tollgate::pointer_child(pointer, i), pointers);
    }
  }
}

void change(Json& document, const std::string& pointer, uint8_t action, const Json& value) {
  Json* place = tollgate::find_pointer(document, pointer);
  Json* parent = tollgate::find_pointer(document, tollgate::pointer_parent(pointer));
  if (place == nullptr || parent == nullptr || place == parent) return;
  if (action % 4 == 0) {
    *place = value;
  } else if (action % 4 == 1 && parent->is_object()) {
    parent->erase(tollgate::pointer_parts(pointer).back());
  } else if (action % 4 == 2 && parent->is_array() && parent->size() < 50) {
    parent->push_back(Json(*place));
  } else if (action % 4 == 3 && place->is_object()) {
    (*place)[value.is_string() ? value.get<std::string>() : "x"] = value;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Json base = *tollgate::parse_json(kDocument);
  static const std::vector<std::string> pointers = [] {
    std::vector<std::string> all;
    collect(base, "", all);
    return all;
  }();
  Json document = base;
  constexpr size_t kMaxChanges = 8;
  for (size_t i = 0; i + 3 < size && i < 4 * kMaxChanges; i += 4) {
    const size_t where = (size_t{data[i]} << 8 | data[i + 1]) % pointers.size();
    change(document, pointers[where], data[i + 2],
           replacements()[data[i + 3] % replacements().size()]);
  }
  const std::string saved = tollgate::model::save(document);
  const auto read = tollgate::parse_json(saved);
  if (!read || *read != document || tollgate::model::save(*read) != saved) std::abort();
  const tollgate::lint::Checked checked = tollgate::lint::check_document(saved);
  if (checked.app == nullptr && !has_errors(checked.findings)) std::abort();
  for (const tollgate::Diagnostic& d : checked.findings) {
    // Every finding names a place that is there and speaks both languages.
    if (d.message.zh.empty() || d.message.en.empty()) std::abort();
    if (d.code == "model.missing_format") continue;
    if (tollgate::find_pointer(document, d.place.pointer) == nullptr) {
      std::fprintf(stderr, "%s at %s, which is not there\n", d.code.c_str(),
                   d.place.pointer.c_str());
      std::abort();
    }
  }
  return 0;
}
