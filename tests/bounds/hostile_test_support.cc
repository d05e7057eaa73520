#include "hostile_test_support.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "tollgate/feel/program.h"

namespace tollgate::feel {

Hostile::Hostile(std::string_view json) {
  const auto document = nlohmann::ordered_json::parse(json);
  EvalOptions generous;
  generous.budget = {.work = UINT64_MAX / 2, .memory_bytes = size_t{256} << 20};
  for (const auto& [name, expression] : document.at("values").items()) {
    const Result<Program> program = compile(expression.get<std::string>(), scope_);
    if (!program) throw std::runtime_error(name + ": " + program.diagnostics()[0].message.en);
    Value value = evaluate(*program, slots_, generous);
    if (value.is_null()) throw std::runtime_error(name + " is null");
    scope_.add(name, Type::any());
    slots_.push_back(std::move(value));
  }
  for (const auto& [of, expressions] : document.at("cases").items()) {
    std::vector<std::string> names;
    std::istringstream text(of);
    for (std::string name; std::getline(text, name, '|');) names.push_back(name);
    for (const auto& expression : expressions) {
      cases_.push_back({names, expression.get<std::string>()});
    }
  }
}

std::string HostileCase::looped(uint64_t turns) const {
  return "count(for turn in 1.." + std::to_string(turns) + " return (" + expression + "))";
}

std::string text_of(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  if (!file) throw std::runtime_error(std::string("cannot read ") + path);
  return text.str();
}

}  // namespace tollgate::feel
