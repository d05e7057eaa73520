#include "tollgate/base/diagnostic_json.h"

#include <nlohmann/json.hpp>
#include <optional>

namespace tollgate {
namespace {

std::string text_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::optional<Severity> severity_of(std::string_view name) {
  for (const Severity s : {Severity::kError, Severity::kWarning, Severity::kNote}) {
    if (severity_name(s) == name) return s;
  }
  return std::nullopt;
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
  }
  return "error";
}

Json to_json(const LocalizedText& text) { return {{"zh-CN", text.zh}, {"en", text.en}}; }

Json to_json(const Diagnostic& diagnostic) {
  Json place = Json::object();
  if (!diagnostic.place.source.empty()) place["source"] = diagnostic.place.source;
  if (!diagnostic.place.pointer.empty()) place["pointer"] = diagnostic.place.pointer;
  if (diagnostic.place.span) {
    place["span"] = Json::array({diagnostic.place.span->begin, diagnostic.place.span->end});
  }
  Json json = {{"code", diagnostic.code},
               {"severity", severity_name(diagnostic.severity)},
               {"message", to_json(diagnostic.message)}};
  if (!place.empty()) json["place"] = std::move(place);
  if (!diagnostic.candidates.empty()) json["candidates"] = diagnostic.candidates;
  return json;
}

Json to_json(const Diagnostics& diagnostics) {
  Json json = Json::array();
  for (const Diagnostic& d : diagnostics) json.push_back(to_json(d));
  return json;
}

std::optional<Diagnostic> diagnostic_from_json(const Json& json) {
  if (!json.is_object()) return std::nullopt;
  const auto severity = severity_of(text_member(json, "severity"));
  const auto message = json.find("message");
  Diagnostic d;
  d.code = text_member(json, "code");
  if (d.code.empty() || !severity || message == json.end() || !message->is_object()) {
    return std::nullopt;
  }
  d.severity = *severity;
  d.message = {text_member(*message, "zh-CN"), text_member(*message, "en")};
  if (const auto place = json.find("place"); place != json.end() && place->is_object()) {
    d.place.source = text_member(*place, "source");
    d.place.pointer = text_member(*place, "pointer");
    const auto span = place->find("span");
    if (span != place->end() && span->is_array() && span->size() == 2 &&
        (*span)[0].is_number_unsigned() && (*span)[1].is_number_unsigned()) {
      d.place.span = Span{(*span)[0].get<uint32_t>(), (*span)[1].get<uint32_t>()};
    }
  }
  if (const auto names = json.find("candidates"); names != json.end() && names->is_array()) {
    for (const Json& name : *names) {
      if (name.is_string()) d.candidates.push_back(name.get<std::string>());
    }
  }
  return d;
}

std::optional<Diagnostics> diagnostics_from_json(const Json& json) {
  if (!json.is_array()) return std::nullopt;
  Diagnostics diagnostics;
  for (const Json& item : json) {
    std::optional<Diagnostic> d = diagnostic_from_json(item);
    if (!d) return std::nullopt;
    diagnostics.push_back(std::move(*d));
  }
  return diagnostics;
}

}  // namespace tollgate
