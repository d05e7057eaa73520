// The base of all interactive widgets: one rectangle with an id, pointer behaviour, keyboard
// activation and its node in the semantic tree.
#pragma once

#include <string>
#include <string_view>

#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

struct ItemSpec {
  Role role = Role::kButton;
  std::string_view name;
  std::string_view value;
  std::string_view description;
  std::string_view placeholder;
  std::string_view shortcut;
  uint32_t states = 0;         // kFocusable is added unless kDisabled is given
  uint32_t text_sequence = 0;  // of text fields, see SemanticNode
  int level = 0;
  bool overlap = false;  // other items lie on top of this one
  Cursor cursor = Cursor::kPointer;
};

struct Item {
  uint32_t id = 0;
  ImVec2 min, max;
  bool visible = false;  // at least partly inside its panel
  bool hovered = false;
  bool held = false;
  bool pressed = false;  // by pointer, keyboard or assistive technology
  bool by_pointer = false;
  bool focused = false;
  bool ring = false;  // draw the focus ring

  float width() const { return max.x - min.x; }
  float height() const { return max.y - min.y; }
};

// Reserves `size` (device pixels) at the cursor.
Item add_item(Ui& ui, const char* key, ImVec2 size, const ItemSpec& spec);
// The same at a given place, without moving the cursor.
Item add_item_at(Ui& ui, const char* key, ImVec2 position, ImVec2 size, const ItemSpec& spec);

// Scrolls the panel so that the item is seen, with some of what is around it.
void show_item(const Item& item);

// Over a thing that the pointer carries away.
void veil(const Ui& ui, const Item& item, float radius);

// The accent ring around a focused item.
void draw_focus_ring(const Ui& ui, const Item& item, float radius = theme::kRadius);

// A container in the semantic tree, closed when it goes out of scope.
class SemanticGroup {
 public:
  SemanticGroup(Ui& ui, const char* key, Role role, std::string_view name, uint32_t states = 0,
                SemanticRect rect = {});
  ~SemanticGroup() { ui_.semantics().close(); }
  SemanticGroup(const SemanticGroup&) = delete;

 private:
  Ui& ui_;
};

}  // namespace tollgate::designer
