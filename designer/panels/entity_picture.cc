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
    per_row_ = per_row;
    for (const DiagramReference& reference : picture_.references) line(reference);
    for (const Words& words : words_) say(words);
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

  // What a lit line says, and between where it may stand.
  struct Words {
    std::string text;
    ImVec2 start, end;
  };

  void line(const DiagramReference& reference) {
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
    const bool around = is_over_others(reference);
    if (around) {
      start = from + ImVec2(box.x, box.y * 0.65f);
      end = to + ImVec2(box.x, box.y * 0.35f);
      bend = {around_by(reference), 0};
    } else if (reference.from == reference.to) {
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
    const bool itself = around || reference.from == reference.to;
    list->AddBezierCubic(start, start + bend, itself ? end + bend : end - bend, end, colour,
                         ui_.px(1.5f));
    const ImVec2 before = bend.x == 0 && bend.y == 0 ? start : itself ? end + bend : end - bend;
    head(before, end, colour);
    if (!lit || reference.from == reference.to) return;
    const ImVec2 out(around ? bend.x * 0.75f : 0, 0);
    words_.push_back({joined(reference.labels, ui_.tr("、", ", ")), start + out, end + out});
  }

  // Between boxes of one column others stand: a straight line would lie behind them.
  bool is_over_others(const DiagramReference& reference) const {
    const DiagramEntity& from = picture_.entities[reference.from];
    const DiagramEntity& to = picture_.entities[reference.to];
    return from.column == to.column && rows_between(reference) > 1;
  }
  size_t rows_between(const DiagramReference& reference) const {
    const auto a = static_cast<size_t>(picture_.entities[reference.from].row);
    const auto b = static_cast<size_t>(picture_.entities[reference.to].row);
    return a > b ? a - b : b - a;
  }
  // The further they are from each other, the further out; between columns there is little room.
  float around_by(const DiagramReference& reference) const {
    const float most = per_row_ == 1 ? 130.0f : kAcross;
    return ui_.px(std::min(most, 22 + 12 * static_cast<float>(rows_between(reference))));
  }

  // Where no other words stand yet: at the line's middle, else further up or down along it.
  void say(const Words& words) {
    constexpr float kPlaces[] = {0.5f, 0.36f, 0.64f, 0.22f, 0.78f};
    const TextStyle style{.size = 12, .colour = theme::kTextSoft};
    const float wide = std::min(text_width(ui_, words.text, style), ui_.px(130)) + ui_.px(10);
    const ImVec2 room(wide, ui_.px(18));
    for (const float place : kPlaces) {
      const ImVec2 at = words.start + (words.end - words.start) * place - room * 0.5f;
      const auto touches = [&](const ImVec4& taken) {
        return at.x < taken.z && at.x + room.x > taken.x && at.y < taken.w &&
               at.y + room.y > taken.y;
      };
      if (std::any_of(taken_.begin(), taken_.end(), touches)) continue;
      taken_.push_back({at.x, at.y, at.x + room.x, at.y + room.y});
      ImGui::GetWindowDrawList()->AddRectFilled(at, at + room, theme::kSurface, ui_.px(4));
      draw_text_centred(ui_, at + ImVec2(ui_.px(5), 0), room.y, words.text, style,
                        wide - ui_.px(6));
      return;
    }
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
  size_t per_row_ = 1;
  std::vector<Words> words_;
  std::vector<ImVec4> taken_;  // by words: left, top, right, bottom
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
