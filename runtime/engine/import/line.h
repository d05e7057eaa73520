// One line of an import, before anything is checked but its shape.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "tollgate/base/diagnostic.h"
#include "tollgate/base/json.h"
#include "tollgate/model/app.h"
#include "tollgate/ops/op.h"

namespace tollgate::engine {

struct ImportLine {
  int64_t number = 0;
  const model::Entity* entity = nullptr;
  std::string record;  // "" where the line names none
  std::optional<ops::RecordStatus> status;
  std::optional<int64_t> at_ms;
  Json values = Json::object();  // by field id
  Diagnostics findings;          // errors: the line is refused

  void refuse(Diagnostic why) { findings.push_back(std::move(why)); }
};

// Where a finding of a line is: "line 7", and a pointer into the line.
Place place_in_line(int64_t number, std::string pointer);
// `member`: "", "id", "values/city".
Diagnostic line_error(int64_t number, const std::string& member, std::string code,
                      LocalizedText message, std::vector<std::string> candidates = {});
Diagnostic line_warning(int64_t number, const std::string& member, std::string code,
                        LocalizedText message);
// A finding of somebody else's, told of the line.
Diagnostic in_line(int64_t number, const std::string& member, Diagnostic finding);

}  // namespace tollgate::engine
