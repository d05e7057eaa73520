#include "slips.h"

#include <string>

namespace tollgate::feel {
namespace {

struct Slip {
  std::string_view found;   // empty: anything
  std::string_view before;  // the same
  std::string_view zh;
  std::string_view en;
};

constexpr Slip kSlips[] = {
    {"=", "=", "相等只写一个 =", "equality is written with a single ="},
    {">", "<", "不等于写作 !=", "not equal is written !="},
    {">", "=", "大于等于写作 >=", "write >="},
    {"<", "=", "小于等于写作 <=", "write <="},
    {"", "not", "要写 not(…)", "write not(…)"},
    {"'", "", "文字要放在英文双引号里，如 \"是\"", "texts stand in double quotes, such as \"yes\""},
    {"“", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"”", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"‘", "", "文字要放在英文双引号里，如 \"是\"",
     "texts stand in straight double quotes, such as \"yes\""},
    {"&", "", "“并且”写作 and", "'and' is written and"},
    {"|", "", "“或者”写作 or", "'or' is written or"},
    {"!", "", "“不”写作 not(…)，不等于写作 !=", "'not' is written not(…), not equal !="},
    {"%", "", "百分数写作 / 100，余数写作 modulo(…)",
     "percentages are written / 100, remainders modulo(…)"},
    {";", "", "请用逗号 , 分开", "parts are set apart by a comma"},
    {"^", "", "乘方写作 **", "powers are written **"},
    {"≥", "", "请写 >=", "write >="},
    {"≤", "", "请写 <=", "write <="},
    {"≠", "", "请写 !=", "write !="},
    {"×", "", "乘写作 *", "write *"},
    {"÷", "", "除写作 /", "write /"},
};

constexpr FullWidthSign kFullWidthSigns[] = {
    {"（", "("},  {"）", ")"},  {"［", "["},  {"］", "]"},  {"｛", "{"},
    {"｝", "}"},  {"【", "["},  {"】", "]"},  {"，", ","},  {"、", ","},
    {"。", "."},  {"：", ":"},  {"；", ","},  {"＝", "="},  {"＜", "<"},
    {"＞", ">"},  {"＋", "+"},  {"－", "-"},  {"＊", "*"},  {"／", "/"},
    {"！", "!="}, {"＂", "\""}, {"「", "\""}, {"」", "\""}, {"％", "/ 100"},
};

}  // namespace

std::optional<LocalizedText> slip_hint(std::string_view found, std::string_view before) {
  for (const Slip& slip : kSlips) {
    if ((slip.found.empty() || slip.found == found) &&
        (slip.before.empty() || slip.before == before)) {
      return LocalizedText{std::string(slip.zh), std::string(slip.en)};
    }
  }
  return std::nullopt;
}

std::optional<FullWidthSign> full_width_sign(std::string_view word) {
  std::optional<FullWidthSign> first;
  size_t place = word.size();
  for (const FullWidthSign& sign : kFullWidthSigns) {
    const size_t at = word.find(sign.sign);
    if (at < place) {
      place = at;
      first = sign;
    }
  }
  return first;
}

}  // namespace tollgate::feel
