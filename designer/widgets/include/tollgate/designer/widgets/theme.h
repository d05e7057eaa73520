// Colours and measures of the designer. Measures are CSS pixels; Ui::px turns them into device
// pixels. Text colours keep a contrast of at least 4.5:1 on the surfaces they are used on.
#pragma once

#include <imgui.h>

namespace tollgate::designer::theme {

constexpr ImU32 rgb(uint32_t hex, uint32_t alpha = 255) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

// One colour for each use.
struct Palette {
  ImU32 backdrop;
  ImU32 surface;
  ImU32 surface_soft;
  ImU32 surface_selected;
  ImU32 hover;
  ImU32 pressed;
  ImU32 border;
  ImU32 border_strong;
  ImU32 border_hover;
  ImU32 text;
  ImU32 text_soft;
  ImU32 text_faint;
  ImU32 text_disabled;
  ImU32 accent;
  ImU32 accent_hover;
  ImU32 accent_soft;
  ImU32 accent_line;
  ImU32 on_accent;
  ImU32 danger;
  ImU32 danger_soft;
  ImU32 danger_line;
  ImU32 warning;
  ImU32 warning_soft;
  ImU32 good;
  ImU32 good_soft;
  ImU32 inverse;
  ImU32 on_inverse;
  ImU32 on_inverse_faint;
  ImU32 track;
  ImU32 track_hover;
  ImU32 scrollbar;
};

// The palette in use: the ordinary one until the person's system asks for more contrast.
const Palette& palette();
void use_high_contrast(bool on);

// The name of a colour; which it is, the palette in use says.
class Colour {
 public:
  constexpr explicit Colour(ImU32 Palette::* use) : use_(use) {}
  operator ImU32() const { return palette().*use_; }

 private:
  ImU32 Palette::* use_;
};

inline constexpr Colour kBackdrop{&Palette::backdrop};
inline constexpr Colour kSurface{&Palette::surface};
inline constexpr Colour kSurfaceSoft{&Palette::surface_soft};
inline constexpr Colour kSurfaceSelected{&Palette::surface_selected};
inline constexpr Colour kHover{&Palette::hover};
inline constexpr Colour kPressed{&Palette::pressed};
inline constexpr Colour kBorder{&Palette::border};
inline constexpr Colour kBorderStrong{&Palette::border_strong};
inline constexpr Colour kBorderHover{&Palette::border_hover};
inline constexpr Colour kText{&Palette::text};
inline constexpr Colour kTextSoft{&Palette::text_soft};
inline constexpr Colour kTextFaint{&Palette::text_faint};
inline constexpr Colour kTextDisabled{&Palette::text_disabled};
inline constexpr Colour kAccent{&Palette::accent};
inline constexpr Colour kAccentHover{&Palette::accent_hover};
inline constexpr Colour kAccentSoft{&Palette::accent_soft};
inline constexpr Colour kAccentLine{&Palette::accent_line};
inline constexpr Colour kOnAccent{&Palette::on_accent};
inline constexpr Colour kDanger{&Palette::danger};
inline constexpr Colour kDangerSoft{&Palette::danger_soft};
inline constexpr Colour kDangerLine{&Palette::danger_line};
inline constexpr Colour kWarning{&Palette::warning};
inline constexpr Colour kWarningSoft{&Palette::warning_soft};
inline constexpr Colour kGood{&Palette::good};
inline constexpr Colour kGoodSoft{&Palette::good_soft};
inline constexpr Colour kInverse{&Palette::inverse};
inline constexpr Colour kOnInverse{&Palette::on_inverse};
inline constexpr Colour kOnInverseFaint{&Palette::on_inverse_faint};
inline constexpr Colour kTrack{&Palette::track};
inline constexpr Colour kTrackHover{&Palette::track_hover};
inline constexpr Colour kScrollbar{&Palette::scrollbar};

inline constexpr float kRadius = 6;
inline constexpr float kTextSize = 14;
inline constexpr float kSmallText = 12.5f;
inline constexpr float kTitleText = 16;
inline constexpr float kHeadlineText = 20;
inline constexpr float kLineHeight = 20;
inline constexpr float kControlHeight = 32;
inline constexpr float kFingerTarget = 40;  // what a fingertip hits
inline constexpr float kPadding = 10;

}  // namespace tollgate::designer::theme
