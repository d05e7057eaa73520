// A field on the form canvas: its label with marks, its preview, its help.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kLabelLine = 22;
constexpr float kHelpLine = 18;
constexpr int kHelpLines = 3;

bool is_true(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

// The badge at the right end of the label's line; returns the room that it takes.
float conditional_badge(const Ui& ui, ImVec2 at, float width) {
  const std::string words = ui.tr("按条件显示", "Conditional");
  const TextStyle small{.size = 11.5f, .colour = theme::kTextSoft};
  const float badge_width = text_width(ui, words, small) + ui.px(12);
  const ImVec2 from(at.x + width - badge_width, at.y + ui.px(2));
  ImGui::GetWindowDrawList()->AddRectFilled(from, from + ImVec2(badge_width, ui.px(18)),
                                            theme::kHover, ui.px(9));
  draw_text_centred(ui, from + ImVec2(ui.px(6), 0), ui.px(18), words, small);
  return badge_width + ui.px(8);
}

void draw_label_line(const DesignSession& session, const Json& field, const Json& place, ImVec2 at,
                     float width) {
  const Ui& ui = session.ui;
  std::string label = text_in(place, "label", session.locale());
  if (label.empty()) label = session.label(field);
  float room = width - ui.px(14);
  if (is_conditional(field) || is_conditional(place)) room -= conditional_badge(ui, at, width);
  const TextStyle style{.size = 13.5f, .face = Face::kSemibold};
  const float text = std::min(text_width(ui, label, style), room);
  draw_text_centred(ui, at, ui.px(kLabelLine), label, style, room);
  const bool always = is_always_required(field) || is_always_required(place);
  if (always || !text_member(field, "required").empty()) {
    draw_text_centred(ui, at + ImVec2(text + ui.px(4), 0), ui.px(kLabelLine), "*",
                      {.colour = always ? theme::kDanger : theme::kTextFaint});
  }
}

}  // namespace

bool is_conditional(const Json& object) { return !text_member(object, "visible").empty(); }
bool is_always_required(const Json& object) { return is_true(object, "required"); }

float field_body(const DesignSession& session, std::string_view pointer, const Json& place,
                 ImVec2 at, float width, bool draw) {
  const Ui& ui = session.ui;
  const Json& field = *session.at(pointer);
  const float start = at.y;
  if (draw) draw_label_line(session, field, place, at, width);
  at.y += ui.px(kLabelLine) + ui.px(4);
  if (draw) draw_field_preview(session, pointer, at, width);
  at.y += field_preview_height(session, field, width);
  std::string help = text_in(place, "help", session.locale());
  if (help.empty()) help = text_in(field, "help", session.locale());
  if (!help.empty()) {
    const TextStyle style{.size = theme::kSmallText, .colour = theme::kTextFaint};
    at.y += ui.px(4);
    for (std::string_view line : wrap_to_rest(ui, help, width, style, kHelpLines)) {
      if (draw) draw_text_centred(ui, at, ui.px(kHelpLine), line, style, width + ui.px(1));
      at.y += ui.px(kHelpLine);
    }
  }
  return at.y - start;
}

}  // namespace tollgate::designer
