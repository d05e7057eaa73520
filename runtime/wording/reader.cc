#include "reader.h"

#include <algorithm>

#include "tollgate/feel/function_help.h"
#include "tollgate/feel/lexer.h"

namespace tollgate::wording {
namespace {

constexpr size_t kMaxCandidates = 4;
constexpr double kLikeEnough = 0.34;

bool is_latin_part(char32_t c) { return is_latin(c) || is_digit(c) || c == U'_'; }

// Whether two pieces of FEEL would become one word.
bool glue(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty()) return false;
  const auto part = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '?' || static_cast<unsigned char>(c) >= 0x80 || c == '"';
  };
  return part(left.back()) && part(right.front());
}

}  // namespace

FormulaReader::FormulaReader(std::string_view text, const Names& names)
    : Scan(text), source_(text), names_(names) {}

std::string_view FormulaReader::raw(size_t begin, size_t end) const {
  const Span bytes = span(begin, end);
  return source_.substr(bytes.begin, bytes.end - bytes.begin);
}

// White space and comments, which stay as they are.
void FormulaReader::skip() {
  const size_t from = at_;
  while (true) {
    at_ = past_space(at_);
    if (point(at_) != U'/' || (point(at_ + 1) != U'/' && point(at_ + 1) != U'*')) break;
    const bool line = point(at_ + 1) == U'/';
    at_ += 2;
    while (at_ < size()) {
      if (line && point(at_) == U'\n') break;
      if (!line && point(at_) == U'*' && point(at_ + 1) == U'/') {
        at_ += 2;
        break;
      }
      ++at_;
    }
  }
  if (at_ != from) lead_ += raw(from, at_);
}

void FormulaReader::emit(std::string feel, size_t end) {
  if (std::exchange(spaced_, false) && lead_.empty()) lead_ = " ";
  pieces_.push_back({std::move(feel), span(at_, end), std::exchange(lead_, {})});
  at_ = end;
}

// Between operands: a space on both sides, also where the words stood without.
void FormulaReader::emit_operator(std::string feel, size_t end) {
  if (lead_.empty()) lead_ = " ";
  emit(std::move(feel), end);
  spaced_ = true;
}

// Before a piece; it takes over the space that stood there.
void FormulaReader::insert(size_t piece, std::string feel, Span source) {
  std::string lead;
  if (piece < pieces_.size()) lead = std::exchange(pieces_[piece].lead, {});
  pieces_.insert(pieces_.begin() + ptrdiff_t(piece), {std::move(feel), source, std::move(lead)});
}

void FormulaReader::append(std::string feel, Span source) {
  pieces_.push_back({std::move(feel), source, {}});
}

void FormulaReader::note(Expected expected, const Name* compared, const Name* owner) {
  spot_begin_ = at_;
  spot_.expected = expected;
  spot_.compared = compared;
  spot_.owner = owner;
  spot_.lists.assign(scopes_.rbegin(), scopes_.rend());
  spot_.locals.clear();
  for (auto local = locals_.rbegin(); local != locals_.rend(); ++local) {
    Name name = local->node != nullptr ? *local->node : Name{};
    name.id = name.label = local->name;
    name.others.clear();
    spot_.locals.push_back(std::move(name));
  }
}

FormulaReader::Spot FormulaReader::spot() const {
  Spot spot = spot_;
  const uint32_t end = static_cast<uint32_t>(source_.size());
  spot.typed = {span(spot_begin_, spot_begin_).begin, end};
  spot.lists.push_back(&names_.roots);
  return spot;
}

void FormulaReader::problem(std::string code, LocalizedText message, size_t begin, size_t end,
                            std::vector<std::string> candidates) {
  Place place;
  place.span = span(begin, end);
  diagnostics_.push_back(
      make_error(std::move(code), std::move(message), std::move(place), std::move(candidates)));
}

// As Scan::match, where digits and _ are parts of a word too.
size_t FormulaReader::match_word(std::u32string_view word, size_t from) const {
  if (word.empty()) return 0;
  if (is_latin_part(word.front()) && from > 0 && is_latin_part(point(from - 1))) return 0;
  const size_t end = match(word, from);
  if (end == 0) return 0;
  const bool cut = is_latin(word.back()) ? is_latin_part(point(end))
                                         : is_digit(word.back()) && is_digit(point(end));
  return cut ? 0 : end;
}

const KeywordWord* FormulaReader::keyword_at(size_t from, size_t& end) const {
  const KeywordWord* best = longest(kKeywordWords, from, end);
  if (best != nullptr && point(end) == U'_') return nullptr;
  return best;
}

bool FormulaReader::keyword(FormulaKeyword wanted, const char* feel) {
  skip();
  size_t end = 0;
  const KeywordWord* word = keyword_at(at_, end);
  if (word == nullptr || word->keyword != wanted) return false;
  emit(feel, end);
  return true;
}

// Whether a word of the language begins here, where names stand without spaces between them.
bool FormulaReader::operator_begins(size_t from) const {
  size_t end = 0;
  if (longest(kOperatorWords, from, end) != nullptr && end - from > 1) return true;
  if (longest(kCompareWords, from, end) != nullptr && end - from > 1) return true;
  if (const JoinWord* join = longest(kJoinWords, from, end)) {
    return join->join == Join::kAnd || join->join == Join::kOr;
  }
  const KeywordWord* word = keyword_at(from, end);
  return word != nullptr &&
         (word->keyword == FormulaKeyword::kThen || word->keyword == FormulaKeyword::kElse ||
          word->keyword == FormulaKeyword::kReturn || word->keyword == FormulaKeyword::kSatisfies);
}

// Whether a name that ends here may be all of it: nothing but words of the language stand at it.
bool FormulaReader::name_ends(size_t end) const {
  const char32_t next = point(end);
  if (!is_of_name(next) || is_latin(point(end - 1))) return true;
  if (is_digit(next) || next == U'的') return true;
  size_t stop = 0;
  return longest(kOperatorWords, end, stop) != nullptr ||
         longest(kCompareWords, end, stop) != nullptr ||
         longest(kJoinWords, end, stop) != nullptr || longest(kBetweenEnds, end, stop) != nullptr ||
         longest(kRangeEnds, end, stop) != nullptr || longest(kKeywordWords, end, stop) != nullptr;
}

// --- names

const std::vector<FormulaReader::Folded>& FormulaReader::folded(const std::vector<Name>& names) {
  const auto [found, made] = folded_.try_emplace(&names);
  if (!made) return found->second;
  std::vector<Folded>& all = found->second;
  for (const Name& name : names) {
    const auto add = [&](const std::string& text, uint8_t rank) {
      const size_t first = text.find_first_not_of(' ');
      if (first == std::string::npos) return;
      const std::string trimmed = text.substr(first, text.find_last_not_of(' ') - first + 1);
      all.push_back({phrase_text(trimmed).points, &name, rank});
    };
    add(name.label.empty() ? name.id : name.label, 0);
    for (const std::string& other : name.others) add(other, 1);
    if (!name.label.empty() && name.label != name.id) add(name.id, 2);
  }
  return all;
}

// The longest; a label goes before labels of other languages, and those before ids.
void FormulaReader::match_in(const std::vector<Name>& names, size_t from, Match& best) {
  uint8_t rank = UINT8_MAX;
  const size_t least = best.end;
  for (const Folded& one : folded(names)) {
    if (one.text.empty() || point(from) != one.text.front()) continue;
    const size_t end = match_word(one.text, from);
    if (end <= least || end < best.end) continue;
    if (end == best.end && one.rank > rank) continue;
    if (end > best.end || one.rank < rank) best.all.clear();
    best.end = end;
    rank = one.rank;
    best.local = nullptr;
    if (std::find(best.all.begin(), best.all.end(), one.name) == best.all.end()) {
      best.all.push_back(one.name);
    }
  }
  if (best.end > least) {
    // Letters as they are go before other capitals.
    if (best.all.size() > 1) {
      const std::string_view written = raw(from, best.end);
      for (const Name* name : best.all) {
        if (name->label == written) {
          best.all = {name};
          break;
        }
      }
    }
    best.name = best.all.front();
  }
}

FormulaReader::Match FormulaReader::name_at(size_t from, bool locals) {
  Match best;
  if (locals) {
    for (auto local = locals_.rbegin(); local != locals_.rend(); ++local) {
      const size_t end = match_word(local->folded, from);
      if (end > best.end) {
        best.end = end;
        best.local = &*local;
      }
    }
  }
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    match_in(**scope, from, best);
  }
  match_in(names_.roots, from, best);
  return best;
}

const Name* FormulaReader::use(const Match& match) {
  if (match.local != nullptr) {
    const Name* node = match.local->node;
    emit(match.local->name, match.end);
    return node;
  }
  if (match.all.size() > 1) {
    const std::string written(raw(at_, match.end));
    std::vector<std::string> candidates;
    for (const Name* name : match.all) candidates.push_back(name->label);
    problem("formula.ambiguous_name",
            {"“" + written + "”有 " + std::to_string(match.all.size()) + " 个，指的是哪一个？",
             "there are " + std::to_string(match.all.size()) + " called “" + written +
                 "”: which one is meant?"},
            at_, match.end, std::move(candidates));
    copy(match.end);
    return match.name;
  }
  emit(match.name->id, match.end);
  return match.name;
}

std::vector<std::string> FormulaReader::nearest(std::string_view typed,
                                                const std::vector<Name>* members) const {
  std::vector<std::pair<double, std::string>> ranked;
  const std::string wanted = phrase_name(typed);
  const auto rank = [&](const std::vector<Name>& names) {
    for (const Name& name : names) {
      const double like = std::max(likeness(wanted, phrase_name(name.label)),
                                   likeness(wanted, phrase_name(name.id)));
      if (like >= kLikeEnough) ranked.emplace_back(like, name.label);
    }
  };
  if (members != nullptr) {
    rank(*members);
  } else {
    for (const auto* scope : scopes_) rank(*scope);
    rank(names_.roots);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> best;
  for (auto& [like, label] : ranked) {
    if (best.size() == kMaxCandidates) break;
    if (std::find(best.begin(), best.end(), label) == best.end()) best.push_back(label);
  }
  return best;
}

// --- the whole

Reading FormulaReader::read() {
  while (true) {
    skip();
    if (at_ >= size()) break;
    const size_t before = at_;
    (void)expression();
    skip();
    if (at_ < size() && at_ == before) copy(at_ + 1);  // never at one place for ever
  }
  Reading out;
  for (size_t i = 0; i < pieces_.size(); ++i) {
    const Piece& piece = pieces_[i];
    if (!piece.lead.empty() && (i > 0 || piece.lead.find('/') != std::string::npos)) {
      out.feel += piece.lead;
    } else if (i > 0 && glue(pieces_[i - 1].feel, piece.feel)) {
      out.feel += ' ';
    }
    const uint32_t begin = static_cast<uint32_t>(out.feel.size());
    out.feel += piece.feel;
    out.parts.push_back({{begin, static_cast<uint32_t>(out.feel.size())}, piece.source});
  }
  // A comment at the end is kept; spaces there say nothing.
  if (lead_.find('/') != std::string::npos) out.feel += lead_;
  out.diagnostics = std::move(diagnostics_);
  return out;
}

Span Reading::source_of(Span feel_span) const {
  Span found{0, 0};
  bool any = false;
  for (const ReadPart& part : parts) {
    const bool touches = part.feel.begin < feel_span.end && feel_span.begin < part.feel.end;
    if (!touches) continue;
    found.begin = any ? std::min(found.begin, part.source.begin) : part.source.begin;
    found.end = any ? std::max(found.end, part.source.end) : part.source.end;
    any = true;
  }
  if (any) return found;
  // An empty span, at the end or between parts.
  uint32_t at = 0;
  for (const ReadPart& part : parts) {
    if (part.feel.begin > feel_span.begin) break;
    at = part.source.end;
  }
  return {at, at};
}

Reading read_formula(std::string_view text, const Names& names) {
  if (text.size() > kLongestFormula) {
    Reading out;
    out.feel = std::string(text);
    out.parts.push_back({{0, uint32_t(text.size())}, {0, uint32_t(text.size())}});
    Place place;
    place.span = Span{0, 0};
    out.diagnostics.push_back(
        make_error("formula.too_long",
                   {"公式最长 " + std::to_string(kLongestFormula / 1024) + " KB",
                    "a formula has at most " + std::to_string(kLongestFormula / 1024) + " KB"},
                   std::move(place)));
    return out;
  }
  return FormulaReader(text, names).read();
}

}  // namespace tollgate::wording
