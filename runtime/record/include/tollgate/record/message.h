// Messages of the document with {{ expressions }} in them, compiled once, filled in per record.
//
//   MessageTemplate message = MessageTemplate::compile(validation.message, app, scope, problems);
//   LocalizedText text = message.render(slots, context);   // for Chinese and for English readers
//
// A value stands as FEEL's string() gives it; null is nothing. Text stays text: whoever shows it
// must not read it as markup. A rendered message has at most 16 KiB.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/localized_text.h"
#include "tollgate/model/app.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

class MessageTemplate {
 public:
  static MessageTemplate compile(const model::Message& message, const model::App& app,
                                 const feel::Scope& scope, Diagnostics& problems);

  bool empty() const { return variants_.empty(); }
  // For a reader of `locale`: the nearest language the document has.
  std::string render(std::string_view locale, std::span<const feel::Value> slots,
                     const RuleContext& context, Diagnostics* failures = nullptr) const;
  LocalizedText render(std::span<const feel::Value> slots, const RuleContext& context,
                       Diagnostics* failures = nullptr) const;
  // The slots that any of its expressions reads.
  std::vector<uint32_t> slots_read() const;
  bool reads_clock() const;

 private:
  struct Part {
    std::string text;  // literal, when there is no rule
    std::optional<Rule> rule;
  };
  struct Variant {
    std::string locale;
    std::vector<Part> parts;
  };
  const Variant& variant_for(std::string_view locale) const;

  std::vector<Variant> variants_;
  std::string fallback_;  // the app's first locale
};

// A text of the document for readers of Chinese and of English.
LocalizedText localized(const model::Text& text, const model::App& app);

}  // namespace tollgate::record
