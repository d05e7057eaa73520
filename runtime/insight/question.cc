#include "tollgate/insight/question.h"

#include <algorithm>
#include <map>
#include <set>

#include "grouping_choice.h"
#include "name_match.h"
#include "tollgate/base/utf8.h"

namespace tollgate::insight {
namespace {

using wording::is_digit;
using wording::is_latin;

constexpr size_t kMaxChoices = 4;
constexpr size_t kMaxMetrics = 20;  // as the schema of a quick filter
constexpr size_t kDeepest = 20;
constexpr size_t kMaxQuoted = 30;  // characters of the line within a sentence

// What somebody says of one metric.
struct Clause {
  std::vector<const PhraseToken*> names;
  std::vector<const PhraseToken*> numbers;
  const PhraseToken* compare = nullptr;
  const PhraseToken* window = nullptr;
  bool ranges = false;
  Span span;
  std::string extra;  // a second comparison or window: what stands there too much
};

class QuestionReader {
 public:
  QuestionReader(std::string_view text, const Vocabulary& words)
      : text_(prefix_of_code_points(text, kMaxQuestionChars)),
        whole_size_(text.size()),
        words_(words),
        app_(words.app()),
        tokens_(phrase_tokens(text_, words.all_names())) {}

  Question run() {
    if (kind() == PhraseKind::kEnd) not_readable();
    std::optional<std::string> when = expression(0);
    while (kind() != PhraseKind::kEnd) {  // a bracket too much
      unknown({tokens_[at_].span, "question.bracket"},
              {"这个括号没有对应的另一半", "this bracket has no other half"});
      ++at_;
      if (const auto more = expression(0)) when = when ? *when + " and (" + *more + ")" : *more;
    }
    if (!used_.empty()) finish(std::move(when));
    say_what_was_left_out();
    return std::move(out_);
  }

 private:
  // Not a single word or number.
  void not_readable() {
    if (text_.find_first_not_of(" \t\r\n") == std::string_view::npos) return;
    const Span all{0, uint32_t(text_.size())};
    unknown({all, "question.no_metric"}, {"“" + quoted(all) + "”没有说是哪个指标",
                                          "“" + quoted(all) + "” does not say of which metric"});
  }

  void say_what_was_left_out() {
    if (text_.size() == whole_size_) return;
    const std::string most = std::to_string(kMaxQuestionChars);
    unknown({{uint32_t(text_.size()), uint32_t(whole_size_)}, "question.too_long"},
            {"只读了前 " + most + " 个字，后面的没有读，请写短一些",
             "only the first " + most +
                 " characters were read and nothing behind them; say it more briefly"});
  }

  PhraseKind kind() const { return tokens_[at_].kind; }
  std::string tr(const char* zh, const char* en) const {
    return words_.locale().starts_with("zh") ? zh : en;
  }

  struct At {
    Span span;
    const char* code;
  };
  QuestionPart& unknown(const At& at, LocalizedText problem) {
    QuestionPart& part = add_part(at.span);
    part.state = PartState::kUnknown;
    part.code = at.code;
    part.problem = std::move(problem);
    return part;
  }

  QuestionPart& add_part(const Span& span) {
    QuestionPart& part = out_.parts.emplace_back();
    part.span = span;
    if (out_.parts.size() > 1) part.joined_by = joined_by_.value_or(PhraseKind::kAnd);
    joined_by_.reset();
    return part;
  }

  // or over and over clauses.
  std::optional<std::string> expression(size_t depth) {
    std::optional<std::string> all = conjunction(depth);
    while (kind() == PhraseKind::kOr) {
      joined_by_ = PhraseKind::kOr;
      ++at_;
      const std::optional<std::string> more = conjunction(depth);
      if (all && more) {
        all = "(" + *all + " or " + *more + ")";
      } else if (more) {
        all = more;
      }
    }
    return all;
  }

  std::optional<std::string> conjunction(size_t depth) {
    std::optional<std::string> all;
    const auto add = [&](const std::optional<std::string>& more) {
      if (more) all = all ? *all + " and " + *more : *more;
    };
    while (true) {
      if (kind() == PhraseKind::kAnd) {
        joined_by_ = PhraseKind::kAnd;
        ++at_;
      } else if (ends_item()) {
        return all;
      } else {
        add(item(depth));
      }
    }
  }

  std::optional<std::string> item(size_t depth) {
    if (kind() == PhraseKind::kNot) {
      ++at_;
      negated_ = !negated_;
      const std::optional<std::string> inner = ends_item() ? std::nullopt : item(depth);
      negated_ = false;
      return inner ? std::optional("not(" + *inner + ")") : std::nullopt;
    }
    if (kind() == PhraseKind::kOpen && depth < kDeepest) {
      ++at_;
      std::optional<std::string> inner = expression(depth + 1);
      if (kind() == PhraseKind::kClose) ++at_;  // while typing the end is not there yet
      return inner ? std::optional("(" + *inner + ")") : std::nullopt;
    }
    if (kind() == PhraseKind::kBy) return grouping();
    return clause();
  }

  bool ends_item() const {
    return kind() == PhraseKind::kAnd || kind() == PhraseKind::kOr ||
           kind() == PhraseKind::kClose || kind() == PhraseKind::kEnd;
  }

  // "按城市": reads names as long as they come.
  std::optional<std::string> grouping() {
    const uint32_t begin = tokens_[at_++].span.begin;
    std::string name;
    uint32_t end = tokens_[at_ - 1].span.end;
    for (; kind() == PhraseKind::kName; ++at_) {
      name += tokens_[at_].name;
      end = tokens_[at_].span.end;
    }
    QuestionPart& part = add_part({begin, end});
    part.group_by = name;
    grouping_part_ = out_.parts.size() - 1;
    return std::nullopt;
  }

  std::optional<std::string> clause() {
    Clause said;
    said.span = tokens_[at_].span;
    const size_t first = at_;
    for (;; ++at_) {
      const PhraseToken& token = tokens_[at_];
      switch (token.kind) {
        case PhraseKind::kName:
          // A second condition without a word between them.
          if (!said.names.empty() && said.compare && !said.numbers.empty() &&
              said.names.back() != &tokens_[at_ - 1]) {
            return read(said);
          }
          said.names.push_back(&token);
          break;
        case PhraseKind::kNumber:
          said.numbers.push_back(&token);
          break;
        case PhraseKind::kCompare:
          if (said.compare) said.extra = "compare";
          if (!said.compare) said.compare = &token;
          break;
        case PhraseKind::kWindow:
          if (said.window && said.compare) return read(said);
          if (said.window) said.extra = "window";
          if (!said.window) said.window = &token;
          break;
        case PhraseKind::kBetween:
        case PhraseKind::kTo:
          said.ranges = true;
          break;
        default:
          if (at_ == first) ++at_;  // never at one place for ever
          return read(said);
      }
      said.span.end = token.span.end;
    }
  }

  Span names_of(const Clause& said) const {
    return {said.names.front()->span.begin, said.names.back()->span.end};
  }
  // What stands there, short enough for a sentence.
  std::string quoted(const Span& span) const {
    const std::string_view all = text_.substr(span.begin, span.end - span.begin);
    const std::string_view part = prefix_of_code_points(all, kMaxQuoted);
    return std::string(part) + (part.size() < all.size() ? "…" : "");
  }
  std::string slice(const Span& span) const {
    return std::string(text_.substr(span.begin, span.end - span.begin));
  }
  std::string line_with(const Span& span, const std::string& text) const {
    std::string before(text_.substr(0, span.begin));
    std::string after(text_.substr(span.end));
    const auto glued = [](char a, char b) {
      return is_latin(char32_t(a | 0x20)) &&
             (is_latin(char32_t(b | 0x20)) || is_digit(char32_t(b)));
    };
    if (!before.empty() && !text.empty() && glued(before.back(), text.front())) before += ' ';
    if (!after.empty() && !text.empty() && glued(text.back(), after.front())) after = ' ' + after;
    return before + text + after;
  }

  std::optional<std::string> read(const Clause& said) {
    if (said.names.empty()) {
      unknown({said.span, "question.no_metric"},
              {"“" + quoted(said.span) + "”没有说是哪个指标",
               "“" + quoted(said.span) + "” does not say of which metric"});
      return std::nullopt;
    }
    NameHints hints;
    for (const PhraseToken* name : said.names) hints.name += name->name;
    if (said.window) hints.window = said.window->window;
    if (!said.numbers.empty()) hints.unit = said.numbers.front()->unit;
    const std::vector<NameMatch> found = match_metrics(hints, words_);
    if (found.empty() || found[0].likeness < kLikeEnough) {
      QuestionPart& part = unknown({said.span, "question.unknown_name"},
                                   {"没有叫“" + quoted(names_of(said)) + "”的指标",
                                    "no metric is called “" + quoted(names_of(said)) + "”"});
      offer(part, said, found, kNearEnough);
      return std::nullopt;
    }
    QuestionPart& part = add_part(said.span);
    part.negated = negated_;
    const bool same = found[0].likeness == 1;
    part.state = same ? PartState::kUnderstood : PartState::kGuessed;
    const bool tied = found.size() > 1 && found[1].likeness >= kLikeEnough &&
                      found[0].score - found[1].score < kTellsApart;
    if (tied) {
      part.state = PartState::kAmbiguous;
      part.code = "question.ambiguous";
      part.problem = LocalizedText{"“" + quoted(names_of(said)) + "”指的是哪一个？",
                                   "which one is “" + quoted(names_of(said)) + "”?"};
      offer(part, said, found, found[0].score - kTellsApart);
      return std::nullopt;
    }
    if (!same) offer(part, said, {found.begin() + 1, found.end()}, kLikeEnough);
    return condition(part, said, *found[0].metric);
  }

  // The nearest metrics, each as a line that says so.
  void offer(QuestionPart& part, const Clause& said, const std::vector<NameMatch>& found,
             double least) {
    for (const NameMatch& match : found) {
      if (part.choices.size() == kMaxChoices) break;
      if (match.score < least && !part.choices.empty()) break;
      const std::string full = app_.text_for(match.metric->label, words_.locale());
      const std::string short_label =
          said.window ? label_without_window(app_, *match.metric, words_.locale()) : full;
      part.choices.push_back({full, line_with(names_of(said), short_label)});
    }
  }

  const model::Metric* use(QuestionPart& part, const Clause& said, const model::Metric& named) {
    const model::Metric* metric = &named;
    if (said.window && !has_window(named, said.window->window)) {
      metric = metric_with(named, said.window->window);
      if (metric == nullptr) {
        part.state = PartState::kUnknown;
        part.code = "question.no_window";
        const std::string zh = app_.text_for(named.label, "zh-CN");
        const std::string en = app_.text_for(named.label, "en");
        part.problem = LocalizedText{"“" + zh + "”不能按时间范围计算",
                                     "“" + en + "” cannot be narrowed to a time"};
        part.choices.push_back(
            {app_.text_for(named.label, words_.locale()), line_with(said.window->span, "")});
        return nullptr;
      }
    }
    part.metric = metric->id;
    const bool known = std::find(used_.begin(), used_.end(), metric->id) != used_.end();
    if (!known && used_.size() < kMaxMetrics) used_.push_back(metric->id);
    return metric;
  }

  static bool has_window(const model::Metric& metric, const model::Window& window) {
    return metric.window && metric.window->days == window.days &&
           metric.window->period == window.period && metric.window->before == window.before;
  }

  // One of the app that counts alike, else one that is made for the question.
  const model::Metric* metric_with(const model::Metric& named, const model::Window& window) {
    std::optional<model::Metric> derived = with_window(app_, named, window);
    if (!derived) return nullptr;
    const auto text_of = [](const std::optional<model::Expression>& e) { return e ? e->text : ""; };
    for (const model::Metric& other : app_.metrics) {
      if (other.entity == derived->entity && other.aggregate == derived->aggregate &&
          other.window == derived->window && text_of(other.value) == text_of(derived->value) &&
          text_of(other.test) == text_of(derived->test) &&
          text_of(other.filter) == text_of(derived->filter) &&
          other.may_reveal_totals == derived->may_reveal_totals) {
        return &other;
      }
    }
    derived_.insert_or_assign(derived->id, *derived);
    return &derived_.at(derived->id);
  }

  std::optional<std::string> condition(QuestionPart& part, const Clause& said,
                                       const model::Metric& named) {
    const model::Metric* metric = use(part, said, named);
    if (metric == nullptr) return std::nullopt;
    if (!said.extra.empty() || said.numbers.size() > 2 ||
        (said.numbers.size() == 2 && !said.ranges)) {
      part.state = PartState::kUnknown;
      part.code = "question.too_much";
      part.problem = LocalizedText{
          "“" + quoted(said.span) + "”里的条件不止一个，请用“且”隔开",
          "“" + quoted(said.span) + "” has more than one condition; put “and” between them"};
      return std::nullopt;
    }
    std::vector<Decimal> numbers;
    for (const PhraseToken* token : said.numbers) numbers.push_back(in_unit(*metric, *token));
    if (numbers.size() == 2) {
      if (compare(numbers[1], numbers[0]) < 0) std::swap(numbers[0], numbers[1]);
      part.number = numbers[0];
      part.upper = numbers[1];
      return metric->id + " >= " + numbers[0].to_text() + " and " + metric->id +
             " <= " + numbers[1].to_text();
    }
    if (numbers.size() == 1 && said.compare) {
      part.number = numbers[0];
      part.comparison = said.compare->comparison;
      return metric->id + " " + std::string(feel_text(*part.comparison)) + " " +
             numbers[0].to_text();
    }
    if (numbers.size() == 1) {
      part.state = PartState::kAmbiguous;
      part.code = "question.no_comparison";
      part.problem =
          LocalizedText{"与 " + quoted(said.numbers[0]->span) + " 怎么比？",
                        "how is it compared with " + quoted(said.numbers[0]->span) + "?"};
      for (const Comparison c : {Comparison::kAtLeast, Comparison::kLess, Comparison::kEqual}) {
        const std::string number = slice(said.numbers[0]->span);
        const std::string sign(sign_of(c));
        part.choices.push_back(
            {sign + " " + number, line_with(said.numbers[0]->span, " " + sign + " " + number)});
      }
      return std::nullopt;
    }
    if (part.state == PartState::kUnderstood) part.state = PartState::kUnfinished;
    return std::nullopt;
  }

  // A share is kept as a part of 1, and said in percent.
  static Decimal in_unit(const model::Metric& metric, const PhraseToken& token) {
    const bool plain = token.unit != NumberUnit::kPercent;
    if (metric.format == model::NumberFormat::kPercent && plain &&
        compare(token.number, Decimal(1)) > 0) {
      return multiply(token.number, *Decimal::parse("0.01")).value_or(token.number);
    }
    return token.number;
  }

  void finish(std::optional<std::string> when) {
    std::vector<const model::Metric*> metrics;
    for (const std::string& id : used_) metrics.push_back(find(id));
    GroupingChoice choice;
    if (grouping_part_) {
      QuestionPart& part = out_.parts[*grouping_part_];
      choice = named_grouping(words_, metrics, part.group_by);
      if (choice.group_by.empty()) {
        part.state = PartState::kUnknown;
        part.code = "question.unknown_group";
        part.problem = LocalizedText{"这些指标不能按“" + quoted(part.span) + "”来分",
                                     "these metrics have no groups “" + quoted(part.span) + "”"};
        for (const GroupingChoice& other : groupings_of(words_, metrics)) {
          if (part.choices.size() == kMaxChoices) break;
          part.choices.push_back(
              {other.label, line_with(part.span, tr("按", "by ") + other.label)});
        }
      } else {
        part.group_by = choice.group_by;
        part.label = choice.label;
      }
    }
    if (choice.group_by.empty()) choice = default_grouping(words_, metrics);
    if (choice.group_by.empty()) {
      unknown({{0, uint32_t(text_.size())}, "question.no_group"},
              {"这些指标没有共同的分组", "these metrics have no groups in common"});
      return;
    }
    model::QuickFilter filter;
    filter.id = "asked";
    for (const std::string& locale : app_.locales) {
      filter.label.by_locale.emplace_back(locale, std::string(text_));
    }
    filter.entity = choice.entity;
    filter.group_by = {choice.group_by, "/group_by"};
    filter.metrics = used_;
    filter.when = {when.value_or("true"), "/when"};
    out_.filter = std::move(filter);
    for (auto& [id, metric] : derived_) {
      if (std::find(used_.begin(), used_.end(), id) != used_.end()) out_.metrics.push_back(metric);
    }
  }

  const model::Metric* find(const std::string& id) const {
    const auto derived = derived_.find(id);
    return derived != derived_.end() ? &derived->second : app_.find_metric(id);
  }

  std::string_view text_;
  size_t whole_size_;
  const Vocabulary& words_;
  const model::App& app_;
  std::vector<PhraseToken> tokens_;
  size_t at_ = 0;
  bool negated_ = false;
  std::optional<PhraseKind> joined_by_;
  std::optional<size_t> grouping_part_;
  std::vector<std::string> used_;
  std::map<std::string, model::Metric> derived_;
  Question out_;
};

}  // namespace

Question read_question(std::string_view text, const Vocabulary& words) {
  return QuestionReader(text, words).run();
}

}  // namespace tollgate::insight
