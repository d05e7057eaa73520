// The controls that panels are made of. Each takes a key that is unique in its panel and stays
// the same while the label changes, and a name that people see and hear.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "tollgate/base/diagnostic.h"
#include "tollgate/designer/widgets/icons.h"
#include "tollgate/designer/widgets/item.h"
#include "tollgate/designer/widgets/text.h"
#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

enum class ButtonKind : uint8_t { kPlain, kPrimary, kGhost, kDanger };

struct ButtonSpec {
  std::string_view name;         // spoken; drawn unless icon_only
  std::string_view description;  // spoken after the name; the tooltip of icon buttons
  std::string_view shortcut;
  Icon icon = Icon::kNone;
  ButtonKind kind = ButtonKind::kPlain;
  bool icon_only = false;
  bool disabled = false;
  bool fill_width = false;
  bool small = false;
  bool large = false;           // for fingers
  bool beside_field = false;    // icon_only: narrow, and as high as the field at its left
  std::optional<bool> pressed;  // a toggle button
};
float button_width(const Ui& ui, const ButtonSpec& spec);  // device pixels
bool button(Ui& ui, const char* key, const ButtonSpec& spec);

struct TextFieldSpec {
  std::string_view name;
  std::string_view placeholder;
  std::string_view description;
  std::string_view problem;  // shown below in red, spoken as description
  int lines = 1;             // more than one: a text area
  bool mono = false;
  bool numeric = false;
  bool disabled = false;
  bool required = false;
  float width = 0;                   // device pixels; 0: all there is
  std::span<const Span> marks = {};  // of several lines: parts that are underlined as wrong
};
// The new text, when the person changed it.
std::optional<std::string> text_field(Ui& ui, const char* key, std::string_view value,
                                      const TextFieldSpec& spec);

// True when it was switched. The caller holds the state.
bool checkbox(Ui& ui, const char* key, std::string_view name, bool checked,
              std::string_view description = {});
bool toggle(Ui& ui, const char* key, std::string_view name, bool on,
            std::string_view description = {});

struct Choice {
  std::string id;
  std::string label;
  Icon icon = Icon::kNone;
};
struct ComboSpec {
  std::string_view name;
  std::string_view empty_label;  // shown when nothing is chosen
  std::string_view problem;
  bool clearable = false;  // offers "none"; its id is ""
  bool disabled = false;
  float width = 0;  // device pixels; 0: all there is
};
// The id of the newly chosen entry.
std::optional<std::string> combo(Ui& ui, const char* key, std::string_view value,
                                 std::span<const Choice> choices, const ComboSpec& spec);

// A few alternatives side by side, as tabs or as the values of one property; the index of the
// newly chosen one.
enum class SegmentKind : uint8_t { kTabs, kRadios };
std::optional<int> segments(Ui& ui, const char* key, std::string_view name,
                            std::span<const Choice> entries, int selected,
                            SegmentKind kind = SegmentKind::kTabs);

struct RowSpec {
  Role role = Role::kTreeItem;
  std::string_view name;
  std::string_view description;  // spoken, and drawn faintly at the right end
  Icon icon = Icon::kNone;
  ImU32 icon_colour = theme::kTextSoft;
  int level = 1;
  bool selected = false;
  std::optional<bool> expanded;
  bool select_on_focus = false;
  bool strong = false;
  bool overlap = false;  // other items lie on the row
};
struct RowResult {
  bool chosen = false;   // clicked, Enter, or focused when select_on_focus
  bool toggled = false;  // to be opened or closed
  Item item;
};
RowResult row(Ui& ui, const char* key, const RowSpec& spec);

// A menu at the pointer or below the last item. Use: if (open) open_menu(key);
//   if (Menu menu(ui, "more", "More actions"); menu.open()) { if (menu.entry(...)) … }
void open_menu(const char* key);
class Menu {
 public:
  Menu(Ui& ui, const char* key, std::string_view name);
  ~Menu();
  Menu(const Menu&) = delete;
  bool open() const { return open_; }
  bool entry(const char* key, std::string_view name, Icon icon = Icon::kNone, bool disabled = false,
             bool danger = false);

 private:
  Ui& ui_;
  bool open_ = false;
  bool first_ = true;
};

// A panel: a child window with a surface, its landmark and scrolling.
struct PanelSpec {
  std::string_view name;
  ImU32 surface = theme::kSurface;
  ImVec2 padding = {16, 14};  // CSS pixels
  bool scroll = true;
  bool border_left = false, border_right = false, border_top = false, border_bottom = false;
};
class Panel {
 public:
  // Position and size in device pixels.
  Panel(Ui& ui, const char* key, ImVec2 position, ImVec2 size, const PanelSpec& spec);
  ~Panel();
  Panel(const Panel&) = delete;

 private:
  Ui& ui_;
};

void gap(const Ui& ui, float css);        // vertical space
void divider(Ui& ui);                     // a hairline over the available width
void same_line(const Ui& ui, float css);  // the next item stands to the right
void badge(Ui& ui, std::string_view text, ImU32 colour, ImU32 surface);
void tooltip(Ui& ui, const Item& item, std::string_view text, std::string_view shortcut = {});
// A box with soft colours for a hint or an error.
void notice(Ui& ui, const char* key, std::string_view text, bool problem);

}  // namespace tollgate::designer
