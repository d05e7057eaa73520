// The command line of one command: options, then plain arguments.
//
//   const std::vector<OptionSpec> specs = {{"db", "FILE", {"数据库文件", "the database file"}}};
//   Result<Arguments> arguments = Arguments::parse(specs, 1, 1, words);
//   arguments->value("db");  arguments->plain(0);
//
// Options are --name VALUE or --name=VALUE; one without a value name is a flag. After "--" all
// words are plain. An option may be given several times; value() is the last one.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tollgate/base/result.h"

namespace tollgate::server {

struct OptionSpec {
  std::string name;
  std::string value_name;  // empty: a flag
  LocalizedText help;
};

class Arguments {
 public:
  // Refused: an unknown option, a missing or empty value, fewer plain words than min or more than
  // max.
  static Result<Arguments> parse(const std::vector<OptionSpec>& specs, size_t min_plain,
                                 size_t max_plain, const std::vector<std::string>& words);

  bool has(std::string_view name) const;
  // "" when the option was not given.
  std::string value(std::string_view name) const;
  std::vector<std::string> values(std::string_view name) const;
  const std::vector<std::string>& plain() const { return plain_; }

 private:
  std::vector<std::pair<std::string, std::string>> options_;
  std::vector<std::string> plain_;
};

}  // namespace tollgate::server
