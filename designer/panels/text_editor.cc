// A text in each of the document's languages, one field a language.
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// What people read in a language that has no words of its own.
std::string other_language(const DesignSession& session, std::string_view pointer,
                           std::string_view locale) {
  for (const std::string& other : locales_of(session.json())) {
    const Json* text = session.at(pointer_child(pointer, other));
    if (other != locale && text != nullptr && text->is_string() && *text != "") {
      return text->get<std::string>();
    }
  }
  return {};
}

}  // namespace

void text_editor(DesignSession& session, std::string_view pointer, std::string_view caption_text,
                 bool required, bool long_text) {
  Ui& ui = session.ui;
  const std::vector<std::string> locales = locales_of(session.json());
  const bool wants_focus = session.takes_focus(pointer);
  for (size_t i = 0; i < locales.size(); ++i) {
    const std::string& locale = locales[i];
    const std::string place = pointer_child(pointer, locale);
    const Json* value = session.at(place);
    const std::string text =
        value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
    std::string name(caption_text);
    if (locales.size() > 1) name += ui.tr("（", " (") + locale_words(locale) + ui.tr("）", ")");
    caption(ui, name, required && i == 0);
    TextFieldSpec spec{.name = name, .required = required && i == 0};
    const std::string problem = i == 0 ? session.problem_at(pointer) : session.problem_at(place);
    spec.problem = problem;
    // A language without words shows those of another: they stand where these will.
    const std::string shown_instead =
        text.empty() ? other_language(session, pointer, locale) : std::string();
    spec.placeholder = shown_instead;
    if (long_text) spec.lines = 2;
    if (wants_focus && (locale == session.locale() || (i == 0 && locales.size() == 1))) {
      ui.request_focus(ImGui::GetID(place.c_str()));
    }
    if (auto typed = text_field(ui, place.c_str(), text, spec)) {
      session.run(SetText{std::string(pointer), locale, *std::move(typed)});
    }
    if (ui.lost_focus(ImGui::GetID(place.c_str()))) session.document.seal();
    gap(ui, 8);
  }
}

}  // namespace tollgate::designer
