// Simple line icons, drawn as vectors on a grid of 16 by 16.
#pragma once

#include <cstdint>
#include <string_view>

#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

enum class Icon : uint8_t {
  kNone,
  kText,
  kLongText,
  kNumber,
  kBoolean,
  kDate,
  kTime,
  kDateTime,
  kDuration,
  kChoice,
  kMultiChoice,
  kReference,
  kList,
  kLocation,
  kPhoto,
  kFile,
  kSignature,
  kAudio,
  kMail,
  kPhone,
  kLink,
  kRating,
  kMoney,
  kUndo,
  kRedo,
  kSave,
  kImport,
  kExport,
  kEye,
  kPlus,
  kTrash,
  kUp,
  kDown,
  kCopy,
  kGrip,
  kChevronRight,
  kChevronDown,
  kClose,
  kCheck,
  kWarning,
  kError,
  kForm,
  kSection,
  kEntity,
  kScorecard,
  kWorkflow,
  kGate,
  kAutomation,
  kMetric,
  kDashboard,
  kApp,
  kView,
  kFilter,
  kRole,
  kLanguage,
  kMore,
};

// `size` in device pixels; `position` is the top left corner.
void draw_icon(const Ui& ui, Icon icon, ImVec2 position, float size, ImU32 colour);
// The icons that data may ask for by name ("long_text"); kNone for others.
Icon icon_named(std::string_view name);

}  // namespace tollgate::designer
