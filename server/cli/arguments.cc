#include "cli/arguments.h"

#include <algorithm>

namespace tollgate::server {
namespace {

Diagnostic unknown_option(const std::string& name, const std::vector<OptionSpec>& specs) {
  std::vector<std::string> names;
  for (const OptionSpec& spec : specs) names.push_back(spec.name);
  std::vector<std::string> near = nearest_names(name, names);
  for (std::string& candidate : near) candidate.insert(0, "--");
  return make_error("cli.unknown_option",
                    {"没有选项 --" + name + "。", "there is no option --" + name}, {},
                    std::move(near));
}

Diagnostic empty_value(const OptionSpec& spec) {
  return make_error(
      "cli.empty_value",
      {"选项 --" + spec.name + " 的值是空的；应为 " + spec.value_name + "。",
       "the value of option --" + spec.name + " is empty; it should be " + spec.value_name});
}

}  // namespace

Result<Arguments> Arguments::parse(const std::vector<OptionSpec>& specs, size_t min_plain,
                                   size_t max_plain, const std::vector<std::string>& words) {
  Arguments out;
  bool only_plain = false;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (only_plain || !word.starts_with("--")) {
      out.plain_.push_back(word);
      continue;
    }
    if (word == "--") {
      only_plain = true;
      continue;
    }
    const size_t equals = word.find('=');
    const std::string name = word.substr(2, equals == std::string::npos ? equals : equals - 2);
    const auto spec = std::ranges::find(specs, name, &OptionSpec::name);
    if (spec == specs.end()) return unknown_option(name, specs);
    const bool is_flag = spec->value_name.empty();
    if (is_flag && equals != std::string::npos) {
      return make_error("cli.unexpected_value",
                        {"选项 --" + name + " 不带值。", "option --" + name + " takes no value"});
    }
    if (is_flag) {
      out.options_.emplace_back(name, "");
    } else if (equals != std::string::npos) {
      out.options_.emplace_back(name, word.substr(equals + 1));
    } else if (i + 1 < words.size()) {
      out.options_.emplace_back(name, words[++i]);
    } else {
      return make_error("cli.missing_value",
                        {"选项 --" + name + " 需要一个值：" + spec->value_name,
                         "option --" + name + " needs a value: " + spec->value_name});
    }
    if (!is_flag && out.options_.back().second.empty()) return empty_value(*spec);
  }
  if (out.plain_.size() < min_plain || out.plain_.size() > max_plain) {
    return make_error("cli.argument_count",
                      {"参数个数不对：给了 " + std::to_string(out.plain_.size()) + " 个。",
                       "wrong number of arguments: " + std::to_string(out.plain_.size())});
  }
  return out;
}

bool Arguments::has(std::string_view name) const {
  return std::ranges::any_of(options_, [&](const auto& option) { return option.first == name; });
}

std::string Arguments::value(std::string_view name) const {
  const std::vector<std::string> all = values(name);
  return all.empty() ? std::string{} : all.back();
}

std::vector<std::string> Arguments::values(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [option, value] : options_) {
    if (option == name) out.push_back(value);
  }
  return out;
}

}  // namespace tollgate::server
