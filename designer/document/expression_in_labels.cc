#include "tollgate/designer/document/expression_in_labels.h"

#include <algorithm>
#include <set>

#include "tollgate/feel/lexer.h"

namespace tollgate::designer {
namespace {

constexpr size_t kLongestShown = 2000;  // bytes

class LabelWriter {
 public:
  LabelWriter(std::string_view text, std::span<const ConditionField> fields, Language language)
      : text_(text), fields_(fields), language_(language), tokens_(feel::tokenize(text, true)) {}

  std::string write() {
    uint32_t shown = 0;
    while (tokens_[at_].kind != feel::TokenKind::kEnd) {
      const size_t first = at_;
      std::string piece = next();
      out_ += text_.substr(shown, tokens_[first].span.begin - shown);
      out_ += piece;
      shown = tokens_[at_ - 1].span.end;
    }
    return changed_ ? out_ + std::string(text_.substr(shown)) : std::string();
  }

 private:
  std::string_view part(size_t i) const {
    if (i >= tokens_.size()) return {};
    const Span span = tokens_[i].span;
    return text_.substr(span.begin, span.end - span.begin);
  }

  std::string tr(const char* zh, const char* en) const {
    return language_ == Language::kChinese ? zh : en;
  }

  // Reads one or more tokens and moves on.
  std::string next() {
    const std::string_view word = part(at_);
    const feel::TokenKind kind = tokens_[at_].kind;
    if (kind == feel::TokenKind::kString) return text();
    if ((word == "=" || word == "!=") && part(at_ + 1) == "null") {
      at_ += 2;
      changed_ = true;
      return word == "=" ? tr("为空", "is empty") : tr("不为空", "is not empty");
    }
    if (kind != feel::TokenKind::kWord) return as_it_is();
    if (word == "and" || word == "or" || word == "then" || word == "else") choice_ = nullptr;
    if (word == "and" || word == "or") {
      changed_ = changed_ || language_ == Language::kChinese;
      ++at_;
      return word == "and" ? tr("且", "and") : tr("或", "or");
    }
    if (word == "for" || word == "some" || word == "every") own_.insert(part(at_ + 1));
    const bool member = at_ > 0 && part(at_ - 1) == ".";
    return member || own_.contains(word) ? as_it_is() : field();
  }

  std::string as_it_is() { return std::string(part(at_++)); }

  // The longest path of a known field that starts here.
  std::string field() {
    const ConditionField* best = nullptr;
    size_t best_end = at_ + 1;
    std::string path;
    for (size_t end = at_; tokens_[end].kind == feel::TokenKind::kWord; end += 2) {
      path += part(end);
      const auto found = std::ranges::find(fields_, path, &ConditionField::path);
      const bool called = part(end + 1) == "(";
      if (found != fields_.end() && !called) {
        best = &*found;
        best_end = end + 1;
      }
      if (part(end + 1) != ".") break;
      path += '.';
    }
    if (best == nullptr || best->label.empty()) return as_it_is();
    at_ = best_end;
    changed_ = changed_ || best->label != best->path;
    choice_ = has_options(best->kind) ? best : nullptr;
    return best->label;
  }

  // An option's id where a choice is compared with it.
  std::string text() {
    std::string value;
    if (choice_ == nullptr || !feel::unescape(part(at_), value)) return as_it_is();
    const auto option = std::ranges::find(choice_->options, value, &ConditionOption::id);
    if (option == choice_->options.end()) return as_it_is();
    ++at_;
    changed_ = true;
    return tr("“", "\"") + option->label + tr("”", "\"");
  }

  std::string_view text_;
  std::span<const ConditionField> fields_;
  Language language_;
  std::vector<feel::Token> tokens_;
  size_t at_ = 0;
  const ConditionField* choice_ = nullptr;  // the one named last
  std::set<std::string_view> own_;          // names that the expression gives by itself
  std::string out_;
  bool changed_ = false;
};

}  // namespace

std::string expression_in_labels(std::string_view text, std::span<const ConditionField> fields,
                                 Language language) {
  if (text.size() > kLongestShown) return {};
  return LabelWriter(text, fields, language).write();
}

}  // namespace tollgate::designer
