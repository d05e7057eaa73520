#include <algorithm>
#include <optional>

#include "name_match.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/editing.h"
#include "tollgate/feel/function_help.h"
#include "tollgate/feel/function_table.h"
#include "tollgate/feel/parse.h"

namespace tollgate::feel {
namespace {

constexpr size_t kLongestCompleted = 64 * 1024;
constexpr size_t kMaxItems = 50;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

// Collects what fits what was typed; lower ranks come first.
class Collector {
 public:
  explicit Collector(std::string_view typed)
      : typed_(lowered(typed)),
        is_chinese_(!typed.empty() && static_cast<unsigned char>(typed[0]) >= 0x80) {}

  void offer(std::string_view name, Completion completion) {
    int rank = rank_of(name, completion.detail);
    // Functions have English names: people who type Chinese find them by what they do.
    if (rank < 0 && is_chinese_ && completion.help.zh.find(typed_) != std::string::npos) rank = 2;
    if (rank < 0) return;
    ranked_.push_back({rank * 10 + static_cast<int>(completion.kind), std::move(completion)});
  }

  std::vector<Completion> take() {
    std::stable_sort(ranked_.begin(), ranked_.end(),
                     [](const Ranked& a, const Ranked& b) { return a.rank < b.rank; });
    std::vector<Completion> items;
    for (Ranked& ranked : ranked_) {
      if (items.size() == kMaxItems) break;
      items.push_back(std::move(ranked.completion));
    }
    return items;
  }

 private:
  struct Ranked {
    int rank;
    Completion completion;
  };

  // 0: starts with it, 1: its label does, 2: holds it somewhere, -1: does not fit.
  int rank_of(std::string_view name, const LocalizedText& label) const {
    if (typed_.empty() || lowered(name).starts_with(typed_)) return 0;
    if (lowered(label.zh).starts_with(typed_) || lowered(label.en).starts_with(typed_)) return 1;
    const bool inside = lowered(name).find(typed_) != std::string::npos ||
                        lowered(label.zh).find(typed_) != std::string::npos ||
                        lowered(label.en).find(typed_) != std::string::npos;
    return inside ? 2 : -1;
  }

  std::string typed_;
  bool is_chinese_;  // or another writing than Latin
  std::vector<Ranked> ranked_;
};

bool is_symbol(std::string_view text, const Token& token, std::string_view symbol) {
  return token.kind == TokenKind::kSymbol && token_text(text, token) == symbol;
}

// Index of the first token of the operand that ends right before tokens[end]: a name or brackets
// with members, calls and filters behind it. `end` when there is none.
size_t operand_start(std::string_view text, std::span<const Token> tokens, size_t end) {
  size_t at = end;
  bool want_operand = true;
  while (at > 0) {
    const Token& token = tokens[at - 1];
    const std::string_view word = token_text(text, token);
    if (token.kind == TokenKind::kWord && !is_keyword(word)) {
      --at;
      want_operand = false;
    } else if (word == ")" || word == "]") {
      int depth = 0;
      size_t open = at;
      while (open > 0) {
        const std::string_view bracket = token_text(text, tokens[open - 1]);
        if (bracket == ")" || bracket == "]") ++depth;
        if (bracket == "(" || bracket == "[") --depth;
        --open;
        if (depth == 0) break;
      }
      if (depth != 0) return end;
      at = open;
      want_operand = false;
    } else if (word == "." && !want_operand) {
      --at;
      want_operand = true;
    } else {
      break;
    }
  }
  return want_operand ? end : at;
}

struct Operand {
  Ast ast;
  Type type;
};

std::optional<Operand> read_operand(std::string_view text, std::span<const Token> tokens,
                                    size_t end, const Scope& scope) {
  const size_t start = operand_start(text, tokens, end);
  if (start == end) return std::nullopt;
  const uint32_t from = tokens[start].span.begin;
  Result<Ast> ast = parse(text.substr(from, tokens[end - 1].span.end - from), scope);
  if (!ast) return std::nullopt;
  Type type = check(*ast, scope).type;
  return Operand{*std::move(ast), std::move(type)};
}

const NameFacts* facts_of(const Operand& operand, const Scope& scope, const FactsLookup& facts) {
  const std::vector<Dependency> reads = dependencies(operand.ast, scope);
  if (!facts || reads.size() != 1) return nullptr;
  return facts(reads[0].slot, reads[0].path);
}

Completion plain(std::string_view name, CompletionKind kind, LocalizedText detail) {
  return {std::string(name), static_cast<uint32_t>(name.size()), kind, std::move(detail)};
}

void offer_members(Collector& collector, const Operand& operand, const Scope& scope,
                   const FactsLookup& facts) {
  const Type& type = operand.type.kind() == TypeKind::kList ? operand.type.element() : operand.type;
  const std::vector<Dependency> reads = dependencies(operand.ast, scope);
  for (size_t i = 0; i < type.member_count(); ++i) {
    LocalizedText label;
    if (facts && reads.size() == 1) {
      std::vector<std::string> path = reads[0].path;
      path.push_back(type.member_name(i));
      if (const NameFacts* known = facts(reads[0].slot, path)) label = known->label;
    }
    collector.offer(type.member_name(i), plain(type.member_name(i), CompletionKind::kField, label));
  }
}

void offer_names(Collector& collector, const Scope& scope, const FactsLookup& facts) {
  for (uint32_t slot = 0; slot < scope.size(); ++slot) {
    const NameFacts* known = facts ? facts(slot, {}) : nullptr;
    collector.offer(scope[slot].name, plain(scope[slot].name, CompletionKind::kField,
                                            known != nullptr ? known->label : LocalizedText{}));
  }
  std::string_view last;
  for (const FunctionSignature& function : all_functions()) {
    if (function.name == last) continue;  // one entry for all ways to call it
    last = function.name;
    const std::string usage = signature_text(function);
    Completion completion =
        plain(std::string(function.name) + "()", CompletionKind::kFunction, {usage, usage});
    if (const FunctionHelp* const help = find_function_help(function.name)) {
      const std::string example =
          "\n" + std::string(help->example) + " → " + std::string(help->value);
      completion.help = {std::string(help->description_zh) + example,
                         std::string(help->description_en) + example};
    }
    // Between the brackets, or behind them when nothing goes in.
    if (!function.parameters.empty()) --completion.caret;
    collector.offer(function.name, std::move(completion));
  }
  for (std::string_view keyword :
       {"and", "or", "if", "then", "else", "between", "in", "some", "every", "satisfies", "for",
        "return", "true", "false", "null", "instance of"}) {
    collector.offer(keyword, plain(keyword, CompletionKind::kKeyword, {}));
  }
}

}  // namespace

Completions complete(std::string_view text, uint32_t offset, const Scope& scope,
                     const FactsLookup& facts) {
  text = text.substr(0, std::min<size_t>(kLongestCompleted, text.size()));
  offset = std::min<uint32_t>(offset, static_cast<uint32_t>(text.size()));
  const std::string_view before = text.substr(0, offset);
  std::vector<Token> tokens = tokenize(before);
  while (!tokens.empty() && tokens.back().kind == TokenKind::kEnd) tokens.pop_back();

  // What is being typed: an unfinished string, or the last word when the caret touches it.
  Completions result;
  result.replace = {offset, offset};
  bool in_string = false;
  std::string_view typed;
  if (!tokens.empty() && tokens.back().span.end == offset) {
    const Token last = tokens.back();
    const std::string_view word = token_text(before, last);
    in_string = word.starts_with('"') && (word.size() == 1 || !word.ends_with('"'));
    if (in_string || last.kind == TokenKind::kWord) {
      typed = in_string ? word.substr(1) : word;
      result.replace.begin = last.span.begin;
      tokens.pop_back();
    }
  }
  const size_t end = tokens.size();
  Collector collector(typed);

  if (!in_string && end > 0 && is_symbol(before, tokens[end - 1], ".")) {
    if (const auto operand = read_operand(before, tokens, end - 1, scope)) {
      offer_members(collector, *operand, scope, facts);
    }
    result.items = collector.take();
    return result;
  }
  // Behind `stage =` the options of the choice come first.
  const bool compared = end > 0 && (is_symbol(before, tokens[end - 1], "=") ||
                                    is_symbol(before, tokens[end - 1], "!="));
  if (compared) {
    if (const auto operand = read_operand(before, tokens, end - 1, scope)) {
      if (const NameFacts* known = facts_of(*operand, scope, facts)) {
        for (const std::string& value : known->values) {
          collector.offer(value, plain(quote(value), CompletionKind::kOption, {}));
        }
      }
    }
  }
  if (!in_string) {
    // Names of several words: what was typed may be the end of one.
    for (size_t back = std::min<size_t>(end, 5); back > 0 && !compared; --back) {
      const size_t start = end - back;
      const bool words =
          std::all_of(tokens.begin() + ptrdiff_t(start), tokens.end(), [&](const Token& t) {
            return t.kind == TokenKind::kWord && !is_keyword(token_text(before, t));
          });
      if (!words) continue;
      const std::string_view phrase = before.substr(tokens[start].span.begin);
      Collector phrase_collector(phrase);
      offer_names(phrase_collector, scope, facts);
      std::vector<Completion> items = phrase_collector.take();
      if (items.empty()) continue;
      result.replace.begin = tokens[start].span.begin;
      result.items = std::move(items);
      return result;
    }
    offer_names(collector, scope, facts);
  }
  result.items = collector.take();
  return result;
}

}  // namespace tollgate::feel
