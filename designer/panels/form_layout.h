// Where everything of a form stands on the canvas, and what each field says of itself. Kept from
// frame to frame: of a form of a thousand fields only those are measured anew that something was
// changed about.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "panels.h"

namespace tollgate::designer {

constexpr float kFieldInset = 12;    // of a field inside its selection frame
constexpr float kSectionInset = 12;  // of the fields inside their section
constexpr float kEmptySection = 64;
constexpr float kBetweenFields = 4;

// Device pixels from the section's top left.
struct FieldLayout {
  std::string place;  // pointer
  std::string field;  // pointer, "" where there is no such field
  std::string name, type, description;
  ImVec2 at;
  float width = 0, height = 0;
};

struct SectionLayout {
  std::string pointer;
  float head = 0, height = 0;
  std::vector<FieldLayout> fields;
};

struct FormLayout {
  std::string form, entity;  // pointers
  uint64_t revision = 0;
  Language language = Language::kChinese;
  float width = 0, scale = 0;
  std::vector<SectionLayout> sections;
};

// Of the form at the pointer, so many device pixels wide.
std::shared_ptr<const FormLayout> form_layout(DesignSession& session, const std::string& form,
                                              float width);

}  // namespace tollgate::designer
