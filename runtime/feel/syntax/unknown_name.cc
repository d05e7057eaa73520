#include "tollgate/feel/unknown_name.h"

#include <algorithm>
#include <optional>

#include "slips.h"
#include "tollgate/feel/words.h"

namespace tollgate::feel {
namespace {

using words::both;
using words::fill;
using words::in_quotes;

char small(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool differs_by_capitals(std::string_view wanted, std::string_view name) {
  return std::equal(wanted.begin(), wanted.end(), name.begin(), name.end(),
                    [](char a, char b) { return small(a) == small(b); });
}

// "round" and "round half up"; of one word only what is longer than a syllable.
bool begins(std::string_view wanted, std::string_view name) {
  constexpr size_t kSyllable = 4;
  return name.size() > wanted.size() && name.starts_with(wanted) &&
         (name[wanted.size()] == ' ' || wanted.size() >= kSyllable);
}

bool has_two_exchanged(std::string_view wanted, std::string_view name) {
  if (wanted.size() != name.size()) return false;
  const auto at = static_cast<size_t>(
      std::mismatch(wanted.begin(), wanted.end(), name.begin()).first - wanted.begin());
  return at + 1 < wanted.size() && wanted[at] == name[at + 1] && wanted[at + 1] == name[at] &&
         wanted.substr(at + 2) == name.substr(at + 2);
}

// Whether something is compared to the node: it is the right side of = or !=, a test, or an item of
// a list that stands there.
bool is_compared(const Ast& ast, NodeId id) {
  for (NodeId above = id + 1; above < ast.nodes.size(); ++above) {  // parents come after children
    const Node& parent = ast.node(above);
    const auto children = ast.children(parent);
    const auto found = std::find(children.begin(), children.end(), id);
    if (found == children.end()) continue;
    const bool first = found == children.begin();
    switch (parent.kind) {
      case NodeKind::kBinary:
        return !first && (parent.op == Operator::kEqual || parent.op == Operator::kNotEqual);
      case NodeKind::kIn:
        return !first;
      case NodeKind::kUnaryTests:
        return true;
      case NodeKind::kList:
        return is_compared(ast, above);
      default:
        return false;
    }
  }
  return false;
}

// An operator of another notation in the name; `as_text`: the name may be a text without quotes,
// and then only a keyword in capitals is one.
std::optional<WordSlip> slip_in(std::string_view name, bool as_text) {
  if (std::optional<WordSlip> slip = lone_word_slip(name)) {
    const bool chinese = (slip->found.front() & 0x80) != 0;
    if (!chinese || !as_text) return slip;
  }
  const bool one_word = name.find(' ') == std::string_view::npos;
  if (one_word && as_text) return std::nullopt;
  for (size_t begin = 0; begin < name.size();) {
    const size_t end = std::min(name.find(' ', begin), name.size());
    const std::string_view word = name.substr(begin, end - begin);
    if (std::optional<WordSlip> slip = word_slip(word)) return slip;
    if (std::optional<WordSlip> slip = word_slip_inside(word)) return slip;
    begin = end + 1;
  }
  return std::nullopt;
}

}  // namespace

NameGuess guess_name(const Ast& ast, NodeId id, const std::vector<std::string>& known) {
  const std::string_view name = ast.name(ast.node(id));
  NameGuess guess{{}, likely_names(name, known)};
  constexpr std::string_view kNot = "not ";
  if (name.starts_with(kNot)) {
    const std::string instead = "not(" + std::string(name.substr(kNot.size())) + ")";
    return {fill("请写 {0}", "write {0}", {both(instead)}), {instead}};
  }
  const bool known_otherwise =
      !guess.candidates.empty() && differs_by_capitals(name, guess.candidates.front());
  if (known_otherwise) return guess;
  const bool compared = is_compared(ast, id);
  if (const std::optional<WordSlip> slip = slip_in(name, compared)) {
    const std::string instead(slip->instead);
    guess.hint =
        fill("{0}要写作 {1}", "{0} is written {1}", {in_quotes(slip->found), both(instead)});
    guess.candidates.clear();
    const bool fills_in = slip->found == name && instead.find("…") == std::string::npos;
    if (fills_in) guess.candidates.push_back(instead);
    return guess;
  }
  if (compared) {
    const std::string text = "\"" + std::string(name) + "\"";
    guess.hint = fill("若是文字，请写 {0}", "write {0} if a text is meant", {both(text)});
    // A slip of the hand is seldom in the first letter.
    std::erase_if(guess.candidates,
                  [&](const std::string& other) { return !other.starts_with(name.front()); });
    guess.candidates.insert(guess.candidates.begin(), text);
  }
  return guess;
}

std::vector<std::string> likely_names(std::string_view wanted,
                                      const std::vector<std::string>& known) {
  constexpr size_t kMaxAlike = 4;
  std::vector<std::string> likely;
  const auto add = [&](const std::string& name) {
    if (std::find(likely.begin(), likely.end(), name) == likely.end()) likely.push_back(name);
  };
  for (const auto alike : {differs_by_capitals, begins, has_two_exchanged}) {
    for (const std::string& name : known) {
      if (likely.size() < kMaxAlike && alike(wanted, name)) add(name);
    }
  }
  constexpr size_t kMaxNames = 3;
  for (const std::string& name : nearest_names(wanted, known, kMaxNames)) {
    if (likely.size() < kMaxNames) add(name);
  }
  return likely;
}

}  // namespace tollgate::feel
