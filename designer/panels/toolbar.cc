// Undo, redo, files, language, preview, save.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kNameLine = 30;  // of a phone, where the name has a line of its own
constexpr float kTight = 2;      // between tools that belong together
constexpr float kApart = 8;

// The app's name, and whether anything in it is unsaved.
void app_name(DesignSession& session, ImVec2 at, float height, float room) {
  Ui& ui = session.ui;
  const char* state = session.document.is_saved() ? ui.tr("已保存", "Saved")
                                                  : ui.tr("未保存的修改", "Unsaved changes");
  const TextStyle faint{.size = theme::kSmallText, .colour = theme::kTextFaint};
  const TextStyle style{.size = 15, .face = Face::kSemibold};
  const float state_room = text_width(ui, state, faint) + ui.px(12);
  const float left = ui.px(24);
  if (room < ui.px(60)) return;
  draw_icon(ui, Icon::kGate, at + ImVec2(0, (height - ui.px(16)) / 2), ui.px(16), theme::kAccent);
  const std::string name = session.label(session.json());
  // The name gives way to the state, down to a few letters.
  const bool both = room - left - state_room > ui.px(48);
  const float name_room = room - left - (both ? state_room : 0);
  draw_text_centred(ui, at + ImVec2(left, 0), height, name, style, name_room);
  if (!both) return;
  const float text = std::min(text_width(ui, name, style), name_room);
  draw_text_centred(ui, at + ImVec2(left + text + ui.px(12), 0), height, state, faint);
}

struct ToolbarButtons {
  ButtonSpec undo, redo, import_file, export_file, versions, help, more, language, preview, save;
};

ToolbarButtons toolbar_buttons(const DesignSession& session, bool narrow) {
  const Ui& ui = session.ui;
  const bool large = ui.is_phone();
  const auto icon = [&](const char* zh, const char* en, Icon image, const char* shortcut,
                        bool disabled) {
    return ButtonSpec{.name = ui.tr(zh, en),
                      .shortcut = shortcut,
                      .icon = image,
                      .kind = ButtonKind::kGhost,
                      .icon_only = true,
                      .disabled = disabled,
                      .large = large};
  };
  return {.undo = icon("撤销", "Undo", Icon::kUndo, "Control+Z", !session.document.can_undo()),
          .redo = icon("重做", "Redo", Icon::kRedo, "Control+Y", !session.document.can_redo()),
          .import_file = icon("导入", "Import", Icon::kImport, "", false),
          .export_file = icon("导出", "Export", Icon::kExport, "", false),
          .versions = icon("以前的版本", "Earlier versions", Icon::kTime, "", false),
          .help = {.name = ui.tr("帮助", "Help"), .kind = ButtonKind::kGhost, .large = large},
          .more = icon("更多", "More", Icon::kMore, "", false),
          .language = {.name = ui.language() == Language::kChinese ? "English" : "中文",
                       .description = ui.tr("切换界面语言", "Interface language"),
                       .icon = Icon::kLanguage,
                       .kind = ButtonKind::kGhost,
                       .icon_only = narrow,
                       .large = large},
          .preview = {.name = ui.tr("预览", "Preview"),
                      .icon = Icon::kEye,
                      .icon_only = narrow,
                      // Other parts show real numbers of their own.
                      .disabled = session.shown_form().empty(),
                      .large = large,
                      .pressed = session.preview_on},
          .save = {.name = ui.tr("保存", "Save"),
                   .shortcut = "Control+S",
                   .icon = Icon::kSave,
                   .kind = ButtonKind::kPrimary,
                   .disabled = session.document.is_saved(),
                   .large = large}};
}

// A phone's line of tools has no room for them: they stand in a menu.
std::vector<const ButtonSpec*> tools_of(const Ui& ui, const ToolbarButtons& buttons) {
  if (ui.is_phone()) return {&buttons.more};
  return {&buttons.import_file, &buttons.export_file, &buttons.versions, &buttons.help};
}

float width_of_all(const Ui& ui, const ToolbarButtons& buttons) {
  const std::vector<const ButtonSpec*> tools = tools_of(ui, buttons);
  float width = static_cast<float>(tools.size() + 2) * ui.px(kTight) + 2 * ui.px(kApart);
  for (const ButtonSpec* spec : tools) width += button_width(ui, *spec);
  for (const ButtonSpec* spec :
       {&buttons.undo, &buttons.redo, &buttons.language, &buttons.preview, &buttons.save}) {
    width += button_width(ui, *spec);
  }
  return width;
}

constexpr const char* kMoreMenu = "more-menu";

void more_menu(DesignSession& session, const ToolbarButtons& buttons) {
  Ui& ui = session.ui;
  const uint32_t opener = ImGui::GetID("more");
  if (button(ui, "more", buttons.more)) open_menu(kMoreMenu);
  Menu menu(ui, kMoreMenu, ui.tr("更多", "More"));
  if (!menu.open()) return;
  const auto entry = [&](const char* key, const ButtonSpec& spec, HostRequest request) {
    if (!menu.entry(key, spec.name, spec.icon)) return;
    session.ask(request);
    ui.request_focus(opener);
  };
  entry("import", buttons.import_file, HostRequest::kImport);
  entry("export", buttons.export_file, HostRequest::kExport);
  entry("versions", buttons.versions, HostRequest::kVersions);
  entry("help", buttons.help, HostRequest::kHelp);
}

void all_tools(DesignSession& session, const ToolbarButtons& buttons) {
  Ui& ui = session.ui;
  if (button(ui, "import", buttons.import_file)) session.ask(HostRequest::kImport);
  same_line(ui, kTight);
  if (button(ui, "export", buttons.export_file)) session.ask(HostRequest::kExport);
  same_line(ui, kTight);
  if (button(ui, "versions", buttons.versions)) session.ask(HostRequest::kVersions);
  same_line(ui, kTight);
  if (button(ui, "help", buttons.help)) session.ask(HostRequest::kHelp);
}

}  // namespace

float toolbar_height(const Ui& ui) {
  return ui.is_phone() ? ui.px(kNameLine + theme::kFingerTarget + 14) : ui.px(48);
}

void toolbar(DesignSession& session, bool narrow) {
  Ui& ui = session.ui;
  SemanticGroup group(ui, "tools", Role::kToolbar, ui.tr("工具栏", "Toolbar"));
  const ToolbarButtons buttons = toolbar_buttons(session, narrow);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float tools = width_of_all(ui, buttons);
  ImVec2 at(start.x + width - tools, start.y);
  if (ui.is_phone()) {
    app_name(session, start - ImVec2(0, ui.px(4)), ui.px(kNameLine), width);
    at.y += ui.px(kNameLine - 4);
  } else {
    app_name(session, start, ui.px(theme::kControlHeight), width - tools - ui.px(12));
  }
  ImGui::SetCursorScreenPos(at);
  if (button(ui, "undo", buttons.undo)) session.undo();
  same_line(ui, kTight);
  if (button(ui, "redo", buttons.redo)) session.redo();
  same_line(ui, kApart);
  if (ui.is_phone()) {
    more_menu(session, buttons);
  } else {
    all_tools(session, buttons);
  }
  same_line(ui, kTight);
  if (button(ui, "language", buttons.language)) {
    ui.set_language(ui.language() == Language::kChinese ? Language::kEnglish : Language::kChinese);
    session.ask(HostRequest::kLocale);
  }
  same_line(ui, kTight);
  if (button(ui, "preview", buttons.preview)) {
    session.preview_on = !session.preview_on;
    session.ask(HostRequest::kPreview);
  }
  same_line(ui, kApart);
  if (button(ui, "save", buttons.save)) session.ask(HostRequest::kSave);
}

}  // namespace tollgate::designer
