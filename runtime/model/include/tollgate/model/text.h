// A text of the document in the languages its author wrote, and expressions as they were typed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tollgate::model {

// Label, help or message by BCP 47 language tag, in the document's order. Never empty when the
// document has the member; empty() when it has not.
struct Text {
  std::vector<std::pair<std::string, std::string>> by_locale;

  bool empty() const { return by_locale.empty(); }
  bool has(std::string_view locale) const;
  // The text for a reader: the exact tag, else the same primary language, else `fallback` (the
  // document's first locale), else the first text there is, else "".
  const std::string& in(std::string_view locale, std::string_view fallback = {}) const;
};

// A FEEL expression as text; whoever evaluates it compiles it once, when the app is loaded.
struct Expression {
  std::string text;
  std::string pointer;  // JSON Pointer of the member that holds it
};

// A constant, or an expression that gives true or false.
struct Condition {
  bool constant = false;                 // used when there is no expression
  std::optional<Expression> expression;  // its value counts only when it is true
  std::string pointer;
};

// A Text whose parts between {{ and }} are expressions.
struct Message {
  Text text;
  std::string pointer;  // of the object; the text of locale L is at pointer + "/" + L
  bool empty() const { return text.empty(); }
};

// One part of a message in one locale: literal text, or an expression to be put in its place.
struct MessagePart {
  bool is_expression = false;
  std::string text;
  size_t offset = 0;  // byte offset of `text` in the message
};

// Cuts "… {{ expr }} …" into parts. A "{{" without its "}}" is literal text (lint reports it);
// "}}" inside a FEEL string literal does not end the expression.
std::vector<MessagePart> split_message(std::string_view message);

}  // namespace tollgate::model
