#include "present.h"

#include "tollgate/query/cells.h"
#include "tollgate/record/money_text.h"

namespace tollgate::api {
namespace {

void set_text(std::optional<std::string>& to, const model::Text& text, const query::Texts& texts) {
  if (!text.empty()) to = texts.of(text);
}

void set_flag(std::optional<bool>& to, bool flag) {
  if (flag) to = true;
}

}  // namespace

messages::Field present(const model::Field& field, const model::FormField* place,
                        std::string_view path, const query::Texts& texts) {
  messages::Field out;
  out.path = path;
  out.id = field.id;
  out.type = name_of(field.type);
  out.label = texts.of(place && !place->label.empty() ? place->label : field.label);
  set_text(out.help, place && !place->help.empty() ? place->help : field.help, texts);
  set_text(out.placeholder, field.placeholder, texts);
  set_text(out.unit, field.unit, texts);
  if (!field.currency.empty()) out.unit = record::currency_sign(field, texts.locale());
  if (is_choice(field.type)) {
    out.options.emplace();
    for (const model::Option& o : field.options)
      out.options->push_back({.id = o.id, .label = texts.of(o.label)});
  }
  if (!field.entity.empty()) out.entity = field.entity;
  if (!field.fields.empty()) {
    out.fields.emplace();
    for (const model::Field& inner : field.fields) {
      out.fields->push_back(present(inner, nullptr, inner.id, texts));
    }
  }
  out.min_items = field.min_items;
  out.max_items = field.max_items;
  out.max_length = field.max_length;
  out.decimals = field.decimals;
  out.maximum = query::stars_of(field);
  if (!field.accept.empty()) out.accept = field.accept;
  out.max_size_bytes = field.max_size_bytes;
  set_flag(out.multiple, field.multiple);
  set_flag(out.capture, field.capture);
  set_flag(out.watermark, field.watermark);
  set_flag(out.speech, field.speech);
  set_flag(out.core, field.core);
  set_flag(out.computed, field.computed.has_value());
  if (place) out.width = std::string(name_of(place->width));
  return out;
}

std::vector<messages::Section> present(const model::Form& form, const model::Entity& entity,
                                       const query::Texts& texts) {
  std::vector<messages::Section> sections;
  for (const model::Section& section : form.sections) {
    messages::Section out;
    out.id = section.id;
    set_text(out.label, section.label, texts);
    set_text(out.help, section.help, texts);
    set_flag(out.collapsed, section.collapsed);
    for (const model::FormField& place : section.fields) {
      const model::Field* field = entity.find_field(place.field);
      if (field) out.fields.push_back(present(*field, &place, field->id, texts));
    }
    sections.push_back(std::move(out));
  }
  return sections;
}

}  // namespace tollgate::api
