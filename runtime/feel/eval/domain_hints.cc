#include "domain_hints.h"

namespace tollgate::feel {
namespace {

struct Hint {
  std::string_view function;  // empty: any
  std::string_view parameter;
  std::string_view zh;
  std::string_view en;
};

// DMN 1.5, 10.3.4: the parameter domains and footnotes of tables 72 to 81.
constexpr Hint kHints[] = {
    {"date", "year", "年份从 -999999999 到 999999999", "years run from -999999999 to 999999999"},
    {"", "month", "月份是 1 到 12", "months are 1 to 12"},
    {"", "day", "这个月没有这一天", "the month has no such day"},
    {"", "hour", "小时是 0 到 23", "hours are 0 to 23"},
    {"", "minute", "分钟是 0 到 59", "minutes are 0 to 59"},
    {"", "second", "秒是 0 到 60 以下", "seconds are 0 to below 60"},
    {"", "offset", "时差是整秒，最多 18 小时", "offsets are whole seconds, 18 hours at most"},
    {"", "timezone", "时区应像 Asia/Shanghai 或 +08:00",
     "time zones look like Asia/Shanghai or +08:00"},
    {"number", "grouping separator", "分组符是空格、逗号或句点",
     "the grouping separator is a space, a comma or a period"},
    {"number", "decimal separator", "小数点是逗号或句点，且与分组符不同",
     "the decimal separator is a comma or a period, and not the grouping separator"},
    {"substring", "start position", "位置从 1 数到文字的长度，或从 -1 往前数",
     "positions run from 1 to the length of the text, or from -1 backwards"},
    {"substring", "length", "长度至少是 1", "the length is at least 1"},
    {"replace", "pattern", "不能与空文字匹配", "it must not match the empty text"},
    {"split", "delimiter", "不能与空文字匹配", "it must not match the empty text"},
    {"replace", "replacement", "$ 后面要有数字，\\ 后面要有 $ 或 \\",
     "$ needs a digit after it, \\ needs $ or \\"},
    {"sublist", "length", "列表后面没有这么多项", "the list has not so many items from there on"},
    {"", "start position", "位置从 1 数到列表的长度，或从 -1 往前数",
     "positions run from 1 to the length of the list, or from -1 backwards"},
    {"", "position", "位置从 1 数到列表的长度，或从 -1 往前数",
     "positions run from 1 to the length of the list, or from -1 backwards"},
    {"", "scale", "小数位数从 -6111 到 6176", "scales run from -6111 to 6176"},
    {"mean", "list", "至少要有一个数字", "at least one number is needed"},
    {"product", "list", "至少要有一个数字", "at least one number is needed"},
    {"stddev", "list", "至少要有两个数字", "at least two numbers are needed"},
    {"sqrt", "number", "负数没有平方根", "a negative number has no square root"},
    {"log", "number", "只有正数才有对数", "only positive numbers have a logarithm"},
    {"exp", "number", "结果太大，无法表示", "the result is too large"},
    {"context", "entries", "每一项都要有 key（文字）和 value",
     "each item needs a key, a text, and a value"},
    {"context put", "key", "路径要有 1 到 64 个键，最后一个之前的都要有一组字段",
     "a path has 1 to 64 keys, and all but the last lead to a group of fields"},
    {"", "range", "(!= …) 没有两端", "(!= …) has no ends"},
    {"", "range1", "(!= …) 没有两端", "(!= …) has no ends"},
    {"", "range2", "(!= …) 没有两端", "(!= …) has no ends"},
};

}  // namespace

LocalizedText domain_hint(std::string_view function, std::string_view parameter) {
  for (const Hint& hint : kHints) {
    if (hint.parameter == parameter && (hint.function.empty() || hint.function == function)) {
      return {std::string(hint.zh), std::string(hint.en)};
    }
  }
  return {};
}

}  // namespace tollgate::feel
