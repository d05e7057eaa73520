// Undo, redo, files, language, preview, save.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

void toolbar(Bench& bench, bool narrow) {
  Ui& ui = bench.ui;
  SemanticGroup group(ui, "tools", Role::kToolbar, ui.tr("工具栏", "Toolbar"));
  const float right_edge = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const float top = ImGui::GetCursorScreenPos().y;

  const auto icon = [&](const char* key, const char* zh, const char* en, Icon image,
                        const char* shortcut, bool disabled) {
    return button(ui, key,
                  {.name = ui.tr(zh, en),
                   .shortcut = shortcut,
                   .icon = image,
                   .kind = ButtonKind::kGhost,
                   .icon_only = true,
                   .disabled = disabled});
  };

  const ButtonSpec save{.name = ui.tr("保存", "Save"),
                        .shortcut = "Control+S",
                        .icon = Icon::kSave,
                        .kind = ButtonKind::kPrimary,
                        .disabled = bench.document.is_saved()};
  const ButtonSpec preview{.name = ui.tr("预览", "Preview"),
                           .icon = Icon::kEye,
                           .icon_only = narrow,
                           .pressed = bench.preview_on};
  const ButtonSpec language{.name = ui.language() == Language::kChinese ? "English" : "中文",
                            .description = ui.tr("切换界面语言", "Interface language"),
                            .icon = Icon::kLanguage,
                            .kind = ButtonKind::kGhost,
                            .icon_only = narrow};
  const float square = ui.px(theme::kControlHeight);
  const float right_width = 4 * square + button_width(ui, preview) + button_width(ui, language) +
                            button_width(ui, save) + ui.px(2 * 5 + 8 * 3);

  const std::string name = bench.label(bench.json());
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float room = right_edge - right_width - start.x - ui.px(12);
  const TextStyle style{.size = 15, .face = Face::kSemibold};
  if (room > ui.px(60)) {
    draw_icon(ui, Icon::kGate, start + ImVec2(0, ui.px(8)), ui.px(16), theme::kAccent);
    const float text = std::min(text_width(ui, name, style), room - ui.px(24));
    draw_text_centred(ui, start + ImVec2(ui.px(24), 0), square, name, style, room - ui.px(24));
    const char* state = bench.document.is_saved() ? ui.tr("已保存", "Saved")
                                                  : ui.tr("未保存的修改", "Unsaved changes");
    const TextStyle faint{.size = theme::kSmallText, .colour = theme::kTextFaint};
    if (room - text - ui.px(40) > text_width(ui, state, faint)) {
      draw_text_centred(ui, start + ImVec2(ui.px(36) + text, 0), square, state, faint);
    }
  }

  ImGui::SetCursorScreenPos({right_edge - right_width, top});
  if (icon("undo", "撤销", "Undo", Icon::kUndo, "Control+Z", !bench.document.can_undo())) {
    bench.undo();
  }
  same_line(ui, 2);
  if (icon("redo", "重做", "Redo", Icon::kRedo, "Control+Y", !bench.document.can_redo())) {
    bench.redo();
  }
  same_line(ui, 8);
  if (icon("import", "导入", "Import", Icon::kImport, "", false)) {
    bench.ask(HostRequest::kImport);
  }
  same_line(ui, 2);
  if (icon("export", "导出", "Export", Icon::kExport, "", false)) {
    bench.ask(HostRequest::kExport);
  }
  same_line(ui, 2);
  if (button(ui, "language", language)) {
    ui.set_language(ui.language() == Language::kChinese ? Language::kEnglish : Language::kChinese);
    bench.ask(HostRequest::kLocale);
  }
  same_line(ui, 2);
  if (button(ui, "preview", preview)) {
    bench.preview_on = !bench.preview_on;
    bench.ask(HostRequest::kTogglePreview);
  }
  same_line(ui, 8);
  if (button(ui, "save", save)) bench.ask(HostRequest::kSave);
}

}  // namespace tollgate::designer
