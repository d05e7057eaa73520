// What a page paints: its content streams, bounded, as far as telling takes whether anything is
// seen and what text is shown. Source: ISO 32000-1, 7.8.2 (content streams), 8.5.3 (paths), 8.8 and
// 8.9 (images), 8.10 (forms), 9.4 (text), 9.10 (text as Unicode).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pdf/pdf_file.h"
#include "pdf/pdf_font.h"
#include "text_found.h"

namespace tollgate::evidence {

class PdfContent {
 public:
  // All must outlive it.
  PdfContent(PdfFile& file, PdfBudget& budget, TextFound& text)
      : file_(file), budget_(budget), text_(text) {}

  // Whether the page shows text, an image or a path. `resources`: the page's own or inherited.
  bool paints(const PdfObject& page, const PdfObject* resources);

 private:
  static constexpr int kDeepest = 8;  // forms within forms

  bool run(std::string_view content, const PdfObject* resources, int depth);
  bool paints_object(const std::string& name, const PdfObject* resources, int depth);
  const PdfFont* font(const std::string& name, const PdfObject* resources);
  // An entry of the resources' dictionary of a kind ("XObject", "Font"), not resolved.
  std::optional<PdfObject> resource(const char* kind, const std::string& name,
                                    const PdfObject* resources);

  PdfFile& file_;
  PdfBudget& budget_;
  TextFound& text_;
  std::map<int64_t, PdfFont> fonts_;    // by object number
  std::map<int64_t, bool> painted_by_;  // by object number; false also while it is looked at
};

}  // namespace tollgate::evidence
