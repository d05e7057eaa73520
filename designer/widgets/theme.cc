#include "tollgate/designer/widgets/theme.h"

namespace tollgate::designer::theme {
namespace {

constexpr Palette kOrdinary = {
    .backdrop = rgb(0xF3F4F7),
    .surface = rgb(0xFFFFFF),
    .surface_soft = rgb(0xF8F9FB),
    .surface_selected = rgb(0xF7F8FF),
    .hover = rgb(0xF1F3F6),
    .pressed = rgb(0xE7EAEF),
    .border = rgb(0xE4E7EC),
    .border_strong = rgb(0xCDD2DB),
    .border_hover = rgb(0xAEB6C3),
    .text = rgb(0x1A1F2B),
    .text_soft = rgb(0x545D6C),
    .text_faint = rgb(0x6C7585),
    .text_disabled = rgb(0xA9B0BC),
    .accent = rgb(0x3D5AE0),
    .accent_hover = rgb(0x324CC6),
    .accent_soft = rgb(0xEEF1FE),
    .accent_line = rgb(0xBAC6FA),
    .on_accent = rgb(0xFFFFFF),
    .danger = rgb(0xC9291D),
    .danger_soft = rgb(0xFEF1F0),
    .danger_line = rgb(0xF6B5AF),
    .warning = rgb(0x9A5B00),
    .warning_soft = rgb(0xFFF7E6),
    .good = rgb(0x0B7A4B),
    .good_soft = rgb(0xE9F8F0),
    .inverse = rgb(0x242A36),
    .on_inverse = rgb(0xFFFFFF),
    .on_inverse_faint = rgb(0xB4BCCB),
    .track = rgb(0xA3ABB8),
    .track_hover = rgb(0x8D96A5),
    .scrollbar = rgb(0xCBD0D9),
};

// Texts and borders at 7:1 and more, and nothing told by a tint alone.
constexpr Palette kHighContrast = {
    .backdrop = rgb(0xFFFFFF),
    .surface = rgb(0xFFFFFF),
    .surface_soft = rgb(0xFFFFFF),
    .surface_selected = rgb(0xFFFFFF),
    .hover = rgb(0xE0E0E0),
    .pressed = rgb(0xC8C8C8),
    .border = rgb(0x000000),
    .border_strong = rgb(0x000000),
    .border_hover = rgb(0x0000B0),
    .text = rgb(0x000000),
    .text_soft = rgb(0x000000),
    .text_faint = rgb(0x2B2B2B),
    .text_disabled = rgb(0x595959),
    .accent = rgb(0x0000B0),
    .accent_hover = rgb(0x000070),
    .accent_soft = rgb(0xE0E4FF),
    .accent_line = rgb(0x0000B0),
    .on_accent = rgb(0xFFFFFF),
    .danger = rgb(0x8E0000),
    .danger_soft = rgb(0xFFFFFF),
    .danger_line = rgb(0x8E0000),
    .warning = rgb(0x5C3300),
    .warning_soft = rgb(0xFFFFFF),
    .good = rgb(0x00471F),
    .good_soft = rgb(0xFFFFFF),
    .inverse = rgb(0x000000),
    .on_inverse = rgb(0xFFFFFF),
    .on_inverse_faint = rgb(0xFFFFFF),
    .track = rgb(0x595959),
    .track_hover = rgb(0x000000),
    .scrollbar = rgb(0x595959),
};

const Palette* in_use = &kOrdinary;

}  // namespace

const Palette& palette() { return *in_use; }
void use_high_contrast(bool on) { in_use = on ? &kHighContrast : &kOrdinary; }

}  // namespace tollgate::designer::theme
