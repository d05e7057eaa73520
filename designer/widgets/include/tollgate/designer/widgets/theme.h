// Colours and measures of the designer. Measures are CSS pixels; Ui::px turns them into device
// pixels. Text colours keep a contrast of at least 4.5:1 on the surfaces they are used on.
#pragma once

#include <imgui.h>

namespace tollgate::designer::theme {

constexpr ImU32 rgb(uint32_t hex, uint32_t alpha = 255) {
  return IM_COL32((hex >> 16) & 255, (hex >> 8) & 255, hex & 255, alpha);
}

inline constexpr ImU32 kBackdrop = rgb(0xF3F4F7);
inline constexpr ImU32 kSurface = rgb(0xFFFFFF);
inline constexpr ImU32 kSurfaceSoft = rgb(0xF8F9FB);
inline constexpr ImU32 kHover = rgb(0xF1F3F6);
inline constexpr ImU32 kPressed = rgb(0xE7EAEF);
inline constexpr ImU32 kBorder = rgb(0xE4E7EC);
inline constexpr ImU32 kBorderStrong = rgb(0xCDD2DB);
inline constexpr ImU32 kText = rgb(0x1A1F2B);
inline constexpr ImU32 kTextSoft = rgb(0x545D6C);
inline constexpr ImU32 kTextFaint = rgb(0x6C7585);
inline constexpr ImU32 kAccent = rgb(0x3D5AE0);
inline constexpr ImU32 kAccentHover = rgb(0x324CC6);
inline constexpr ImU32 kAccentSoft = rgb(0xEEF1FE);
inline constexpr ImU32 kAccentLine = rgb(0xBAC6FA);
inline constexpr ImU32 kOnAccent = rgb(0xFFFFFF);
inline constexpr ImU32 kDanger = rgb(0xC9291D);
inline constexpr ImU32 kDangerSoft = rgb(0xFEF1F0);
inline constexpr ImU32 kDangerLine = rgb(0xF6B5AF);
inline constexpr ImU32 kWarning = rgb(0x9A5B00);
inline constexpr ImU32 kWarningSoft = rgb(0xFFF7E6);
inline constexpr ImU32 kGood = rgb(0x0B7A4B);
inline constexpr ImU32 kGoodSoft = rgb(0xE9F8F0);

inline constexpr float kRadius = 6;
inline constexpr float kTextSize = 14;
inline constexpr float kSmallText = 12.5f;
inline constexpr float kTitleText = 16;
inline constexpr float kHeadlineText = 20;
inline constexpr float kLineHeight = 20;
inline constexpr float kControlHeight = 32;
inline constexpr float kPadding = 10;

}  // namespace tollgate::designer::theme
