#include "tollgate/record/message.h"

#include <algorithm>
#include <utility>

#include "tollgate/base/utf8.h"

namespace tollgate::record {
namespace {

constexpr size_t kMaxRenderedCodePoints = 16 * 1024 / 4;

}  // namespace

MessageTemplate MessageTemplate::compile(const model::Message& message, const model::App& app,
                                         const feel::Scope& scope, Diagnostics& problems) {
  MessageTemplate result;
  result.fallback_ = app.locales.empty() ? std::string() : app.locales[0];
  for (const auto& [locale, text] : message.text.by_locale) {
    Variant variant{locale, {}};
    for (const model::MessagePart& piece : model::split_message(text)) {
      Part part;
      if (piece.is_expression) {
        part.rule = compile_rule({piece.text, message.pointer + "/" + locale}, scope, problems);
      } else {
        part.text = piece.text;
      }
      variant.parts.push_back(std::move(part));
    }
    result.variants_.push_back(std::move(variant));
  }
  return result;
}

const MessageTemplate::Variant& MessageTemplate::variant_for(std::string_view locale) const {
  const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
  for (const Variant& v : variants_) {
    if (v.locale == locale) return v;
  }
  for (const Variant& v : variants_) {
    if (primary(v.locale) == primary(locale)) return v;
  }
  for (const Variant& v : variants_) {
    if (v.locale == fallback_) return v;
  }
  return variants_[0];
}

std::string MessageTemplate::render(std::string_view locale, std::span<const feel::Value> slots,
                                    const RuleContext& context, Diagnostics* failures) const {
  if (variants_.empty()) return {};
  std::string text;
  for (const Part& part : variant_for(locale).parts) {
    text += part.text;
    if (!part.rule) continue;
    Outcome outcome = run(*part.rule, slots, context);
    if (!outcome.value.is_null()) text += feel::to_text(outcome.value);
    if (outcome.failure && failures != nullptr) failures->push_back(*std::move(outcome.failure));
  }
  return std::string(prefix_of_code_points(text, kMaxRenderedCodePoints));
}

LocalizedText MessageTemplate::render(std::span<const feel::Value> slots,
                                      const RuleContext& context, Diagnostics* failures) const {
  return {render("zh-CN", slots, context, failures), render("en", slots, context, nullptr)};
}

std::vector<uint32_t> MessageTemplate::slots_read() const {
  std::vector<uint32_t> slots;
  for (const Variant& variant : variants_) {
    for (const Part& part : variant.parts) {
      if (!part.rule) continue;
      for (const feel::Dependency& d : part.rule->program.dependencies()) slots.push_back(d.slot);
    }
  }
  std::sort(slots.begin(), slots.end());
  slots.erase(std::unique(slots.begin(), slots.end()), slots.end());
  return slots;
}

bool MessageTemplate::reads_clock() const {
  for (const Variant& variant : variants_) {
    for (const Part& part : variant.parts) {
      if (part.rule && part.rule->reads_clock) return true;
    }
  }
  return false;
}

LocalizedText localized(const model::Text& text, const model::App& app) {
  return {app.text_for(text, "zh-CN"), app.text_for(text, "en")};
}

}  // namespace tollgate::record
