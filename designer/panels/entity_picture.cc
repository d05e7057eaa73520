#include "entity_picture.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "card.h"
#include "names.h"
#include "tollgate/designer/document/entity_diagram.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// CSS pixels.
constexpr float kBoxWide = 150;
constexpr float kBoxHigh = 54;
constexpr float kAcross = 46;
constexpr float kDown = 58;

class EntityPicture {
 public:
  explicit EntityPicture(DesignSession& session) : session_(session), ui_(session.ui) {}

  void draw() {
    origin_ = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float step = ui_.px(kBoxWide + kAcross);
    const auto per_row =
        static_cast<size_t>(std::max(1.0f, std::floor((width + ui_.px(kAcross)) / step)));
    picture_ = entity_diagram(session_.json(), session_.locale(), per_row);
    for (const DiagramReference& reference : picture_.references) line(reference);
    const SemanticGroup group(ui_, "boxes", Role::kGroup, ui_.tr("数据对象", "Entities"));
    for (size_t i = 0; i < picture_.entities.size(); ++i) box(i);
    ImGui::SetCursorScreenPos(origin_);
    const float height = static_cast<float>(picture_.rows) * ui_.px(kBoxHigh + kDown);
    ImGui::Dummy({width, std::max(height - ui_.px(kDown - 14), 0.0f)});
  }

 private:
  ImVec2 size() const { return {ui_.px(kBoxWide), ui_.px(kBoxHigh)}; }
  ImVec2 corner(size_t index) const {
    const DiagramEntity& entity = picture_.entities[index];
    return origin_ + ImVec2(static_cast<float>(entity.column) * ui_.px(kBoxWide + kAcross),
                            static_cast<float>(entity.row) * ui_.px(kBoxHigh + kDown));
  }

  static std::string joined(const std::vector<std::string>& labels, const char* between) {
    std::string all;
    for (const std::string& label : labels) all += (all.empty() ? "" : between) + label;
    return all;
  }

  void line(const DiagramReference& reference) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 box = size();
    const ImVec2 from = corner(reference.from);
    const ImVec2 to = corner(reference.to);
    const bool lit = session_.view() == picture_.entities[reference.from].pointer ||
                     session_.view() == picture_.entities[reference.to].pointer;
    const ImU32 colour = lit ? theme::kAccent : theme::kBorderStrong;
    ImVec2 start;
    ImVec2 end;
    ImVec2 bend;
    if (reference.from == reference.to) {
      start = from + ImVec2(box.x, box.y * 0.3f);
      end = from + ImVec2(box.x, box.y * 0.75f);
      bend = {ui_.px(26), 0};
    } else if (picture_.entities[reference.from].row == picture_.entities[reference.to].row) {
      const bool right = to.x > from.x;
      start = from + ImVec2(right ? box.x : 0, box.y / 2);
      end = to + ImVec2(right ? 0 : box.x, box.y / 2);
      bend = {0, 0};
    } else {
      const bool down = to.y > from.y;
      // Several lines into one box end beside each other.
      const float lean = std::clamp((from.x - to.x) * 0.12f, -box.x * 0.3f, box.x * 0.3f);
      start = from + ImVec2(box.x / 2 - lean, down ? box.y : 0);
      end = to + ImVec2(box.x / 2 + lean, down ? 0 : box.y);
      bend = {0, ui_.px(down ? 30 : -30)};
    }
    const bool itself = reference.from == reference.to;
    list->AddBezierCubic(start, start + bend, itself ? end + bend : end - bend, end, colour,
                         ui_.px(1.5f));
    const ImVec2 before = bend.x == 0 && bend.y == 0 ? start : itself ? end + bend : end - bend;
    head(before, end, colour);
    if (!lit || itself) return;
    const TextStyle style{.size = 12, .colour = theme::kTextSoft};
    const std::string words = joined(reference.labels, ui_.tr("、", ", "));
    const float wide = std::min(text_width(ui_, words, style), ui_.px(130)) + ui_.px(10);
    const ImVec2 middle = (start + end) * 0.5f - ImVec2(wide / 2, ui_.px(9));
    list->AddRectFilled(middle, middle + ImVec2(wide, ui_.px(18)), theme::kSurface, ui_.px(4));
    draw_text_centred(ui_, middle + ImVec2(ui_.px(5), 0), ui_.px(18), words, style,
                      wide - ui_.px(6));
  }

  void head(ImVec2 from, ImVec2 end, ImU32 colour) const {
    ImVec2 along = end - from;
    const float length = std::max(std::sqrt(along.x * along.x + along.y * along.y), 1.0f);
    along = along * (1 / length);
    const ImVec2 across{-along.y, along.x};
    const float side = ui_.px(7);
    ImGui::GetWindowDrawList()->AddTriangleFilled(end, end - along * side + across * (side * 0.55f),
                                                  end - along * side - across * (side * 0.55f),
                                                  colour);
  }

  // What an entity refers to, for whoever hears it.
  std::string spoken(size_t index) const {
    std::string words =
        std::to_string(picture_.entities[index].fields) + ui_.tr(" 个字段", " fields");
    for (const DiagramReference& reference : picture_.references) {
      if (reference.from != index) continue;
      words += ui_.tr("；", "; ") + joined(reference.labels, ui_.tr("、", ", ")) + " → " +
               picture_.entities[reference.to].label;
    }
    return words;
  }

  void box(size_t index) {
    const DiagramEntity& entity = picture_.entities[index];
    ImGui::PushID(entity.id.c_str());
    const Item item =
        add_item_at(ui_, "entity", corner(index), size(),
                    {.role = Role::kButton, .name = entity.label, .description = spoken(index)});
    ImGui::PopID();
    const bool shown = session_.view() == entity.pointer;
    if (item.visible) {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const ImU32 edge = session_.has_problem_below(entity.pointer) ? theme::kDanger
                         : shown                                    ? theme::kAccent
                         : item.hovered                             ? theme::kBorderHover
                                                                    : theme::kBorderStrong;
      list->AddRectFilled(item.min, item.max, shown ? theme::kAccentSoft : theme::kSurface,
                          ui_.px(8));
      list->AddRect(item.min, item.max, edge, ui_.px(8), 0, ui_.px(shown ? 2 : 1));
      draw_text_centred(ui_, item.min + ImVec2(ui_.px(12), ui_.px(7)), ui_.px(22), entity.label,
                        {.face = Face::kSemibold}, item.width() - ui_.px(20));
      draw_text_centred(ui_, item.min + ImVec2(ui_.px(12), ui_.px(28)), ui_.px(18),
                        std::to_string(entity.fields) + ui_.tr(" 个字段", " fields"),
                        {.size = 12, .colour = theme::kTextFaint}, item.width() - ui_.px(20));
      draw_focus_ring(ui_, item, 8);
    }
    if (item.pressed) session_.go_to(entity.pointer);
  }

  DesignSession& session_;
  Ui& ui_;
  EntityDiagram picture_;
  ImVec2 origin_;
};

}  // namespace

void entity_picture(DesignSession& session) {
  Ui& ui = session.ui;
  const Card card(ui, "entity-card");
  heading(ui, "entities", ui.tr("数据对象之间的关联", "Entities and what they refer to"), 2);
  gap(ui, 8);
  EntityPicture(session).draw();
}

}  // namespace tollgate::designer
