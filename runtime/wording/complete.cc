#include "tollgate/wording/complete.h"

#include <algorithm>

#include "reader.h"
#include "tollgate/feel/function_help.h"

namespace tollgate::wording {
namespace {

constexpr size_t kMaxOffers = 50;

class Collector {
 public:
  explicit Collector(std::string_view typed) : typed_(phrase_name(typed)) {}

  // `known_as`: other names by which it is found.
  void offer(Offer offer, const std::vector<std::string_view>& known_as = {}) {
    int rank = rank_of(offer.text);
    for (const std::string_view name : known_as) rank = std::min(rank, rank_of(name));
    if (rank > 2) return;
    // An option's or a name's beginning goes before a function that holds the letters somewhere.
    ranked_.push_back({rank * 4 + static_cast<int>(offer.kind), std::move(offer)});
  }

  std::vector<Offer> take() {
    std::stable_sort(ranked_.begin(), ranked_.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    std::vector<Offer> offers;
    for (Ranked& ranked : ranked_) {
      if (offers.size() == kMaxOffers) break;
      offers.push_back(std::move(ranked.offer));
    }
    return offers;
  }

 private:
  struct Ranked {
    int rank;
    Offer offer;
  };

  // 0: all there is, or begins so; 1: holds it; 3: neither.
  int rank_of(std::string_view name) const {
    if (typed_.empty()) return 0;
    const std::string folded = phrase_name(name);
    if (folded.starts_with(typed_)) return 0;
    return folded.find(typed_) != std::string::npos ? 1 : 3;
  }

  std::string typed_;
  std::vector<Ranked> ranked_;
};

Offer function_offer(const feel::FunctionHelp& help, Language language) {
  const bool zh = language == Language::kChinese;
  return {std::string(zh ? help.label_zh : help.label_en) + "(", OfferKind::kFunction,
          std::string(zh ? help.description_zh : help.description_en) + " " +
              std::string(help.example) + " → " + std::string(help.value)};
}

void offer_names(Collector& to, const std::vector<Name>& names) {
  for (const Name& name : names) {
    std::vector<std::string_view> known_as{name.id};
    for (const std::string& other : name.others) known_as.push_back(other);
    to.offer({name.label.empty() ? name.id : name.label, OfferKind::kName, {}}, known_as);
  }
}

void offer_words(Collector& to, std::initializer_list<const char*> words) {
  for (const char* word : words) to.offer({word, OfferKind::kWord, {}});
}

void offer_operators(Collector& to, const Name* left, bool zh) {
  const NameKind kind = left != nullptr ? left->kind : NameKind::kAny;
  switch (kind) {
    case NameKind::kText:
      zh ? offer_words(to, {"=", "≠", "包含", "不包含", "开头是", "结尾是"})
         : offer_words(to, {"=", "≠", "contains", "does not contain", "starts with", "ends with"});
      break;
    case NameKind::kChoice:
      zh ? offer_words(to, {"=", "≠", "属于", "不属于"})
         : offer_words(to, {"=", "≠", "in", "not in"});
      break;
    case NameKind::kTexts:
      zh ? offer_words(to, {"包含", "不包含"}) : offer_words(to, {"contains", "does not contain"});
      break;
    case NameKind::kDate:
    case NameKind::kDateTime:
      zh ? offer_words(to, {"<", ">", "=", "在 本月", "在 近30天", "在 本周"})
         : offer_words(to, {"<", ">", "=", "in this month", "in the last 30 days", "in this week"});
      break;
    case NameKind::kBoolean:
      zh ? offer_words(to, {"= 是", "= 否"}) : offer_words(to, {"= true", "= false"});
      break;
    case NameKind::kRecord:
    case NameKind::kItems:
      break;
    default:
      zh ? offer_words(to, {">", "<", "≥", "≤", "=", "≠", "介于"})
         : offer_words(to, {">", "<", "≥", "≤", "=", "≠", "between"});
  }
  if (left != nullptr) {
    zh ? offer_words(to, {"为空", "不为空"}) : offer_words(to, {"is empty", "is not empty"});
  }
  zh ? offer_words(to, {"且", "或"}) : offer_words(to, {"and", "or"});
}

const char* family_label(feel::FunctionFamily family, bool zh) {
  using enum feel::FunctionFamily;
  switch (family) {
    case kConversion:
      return zh ? "转换" : "Conversion";
    case kBoolean:
      return zh ? "条件" : "Conditions";
    case kString:
      return zh ? "文字" : "Text";
    case kList:
      return zh ? "列表" : "Lists";
    case kNumeric:
      return zh ? "数字" : "Numbers";
    case kTemporal:
      return zh ? "日期和时间" : "Dates and times";
    case kSort:
      return zh ? "排序" : "Sorting";
    case kContext:
      return zh ? "字段组" : "Contexts";
    case kRange:
      return zh ? "范围" : "Ranges";
  }
  return "";
}

}  // namespace

Completion complete_formula(std::string_view text, uint32_t caret, const Names& names,
                            Language language) {
  Completion out;
  caret = std::min<uint32_t>(caret, uint32_t(text.size()));
  out.replace = {caret, caret};
  if (text.size() > kLongestFormula) return out;
  const bool zh = language == Language::kChinese;
  const std::string_view before = text.substr(0, caret);
  FormulaReader reader(before, names);
  (void)reader.read();
  const FormulaReader::Spot spot = reader.spot();
  out.replace = spot.typed;
  const std::string_view typed = before.substr(spot.typed.begin);
  Collector collector(typed);
  if (spot.expected == Expected::kMember) {
    if (spot.owner != nullptr) offer_names(collector, spot.owner->members);
    const bool day = spot.owner == nullptr || spot.owner->kind == NameKind::kDate ||
                     spot.owner->kind == NameKind::kDateTime;
    if (day) {
      zh ? offer_words(collector, {"年", "月", "日"})
         : offer_words(collector, {"year", "month", "day"});
    }
  } else if (spot.expected == Expected::kOperator) {
    offer_operators(collector, spot.compared, zh);
  } else {
    if (spot.compared != nullptr) {
      for (const OptionName& option : spot.compared->options) {
        const std::string& label = option.label.empty() ? option.id : option.label;
        collector.offer({zh ? "“" + label + "”" : "\"" + label + "\"", OfferKind::kOption, {}},
                        {option.id});
      }
      if (spot.compared->kind == NameKind::kBoolean) {
        zh ? offer_words(collector, {"是", "否"}) : offer_words(collector, {"true", "false"});
      }
      if (spot.compared->kind == NameKind::kDate || spot.compared->kind == NameKind::kDateTime) {
        zh ? offer_words(collector, {"今天", "今天 - 7天"})
           : offer_words(collector, {"today", "today - 7 days"});
      }
    }
    const bool in_text = typed.starts_with('"') || typed.starts_with("“");
    if (!in_text) {
      offer_names(collector, spot.locals);
      for (const std::vector<Name>* list : spot.lists) offer_names(collector, *list);
      for (const feel::FunctionHelp& help : feel::all_function_help()) {
        // What has a word of its own is no function to people.
        if (help.name == "today" || help.name == "now") continue;
        collector.offer(function_offer(help, language), {help.name, help.label_zh});
      }
      zh ? offer_words(collector, {"今天", "现在", "如果", "非"})
         : offer_words(collector, {"today", "now", "if", "not"});
    }
  }
  out.offers = collector.take();
  // What stands there already is no offer.
  std::erase_if(out.offers, [&](const Offer& offer) { return offer.text == typed; });
  return out;
}

std::vector<FunctionGroup> functions_by_purpose(Language language) {
  std::vector<FunctionGroup> groups;
  std::vector<feel::FunctionFamily> families;
  for (const feel::FunctionHelp& help : feel::all_function_help()) {
    const feel::FunctionFamily family = feel::functions_named(help.name)[0].family;
    const auto found = std::find(families.begin(), families.end(), family);
    const size_t index = size_t(found - families.begin());
    if (found == families.end()) {
      families.push_back(family);
      groups.push_back({family_label(family, language == Language::kChinese), {}});
    }
    groups[index].functions.push_back(function_offer(help, language));
  }
  return groups;
}

}  // namespace tollgate::wording
