// An XML text piece by piece, and whether it is well-formed as far as presentations need it: tags
// that close each other in one root. No entity but the predefined ones, no document type, nothing
// loaded from elsewhere. Source: XML 1.0, 2.1 to 3.1.
//
//   XmlReader reader(text);
//   while (const auto piece = reader.next()) …;
//   reader.well_formed();   // after the end
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tollgate::evidence {

struct XmlPiece {
  enum class Kind { kStart, kEnd, kText };
  Kind kind = Kind::kStart;
  std::string_view name;        // of a tag, without its prefix: "sldId" for <p:sldId …>
  std::string_view attributes;  // of a start tag, as written
  std::string text;             // with references replaced

  // The value of an attribute by its full name; "" when absent.
  std::string_view attribute(std::string_view wanted) const;
  // Of an attribute that has a prefix, by what follows it: "id" for r:id="rId1".
  std::string_view linked(std::string_view wanted) const;
};

class XmlReader {
 public:
  explicit XmlReader(std::string_view text) : text_(text) {}
  // nullopt at the end, or where the text is no XML any more.
  std::optional<XmlPiece> next();
  bool well_formed() const { return had_root_ && !faulty_ && open_.empty(); }

 private:
  static constexpr size_t kDeepest = 256;

  std::optional<XmlPiece> fault();
  std::optional<XmlPiece> text_until(size_t end);
  std::optional<XmlPiece> start_tag();
  std::optional<XmlPiece> end_tag();
  // Moves behind `end`; false when it does not come.
  bool skip_past(std::string_view end);

  std::string_view text_;
  size_t at_ = 0;
  std::vector<std::string_view> open_;  // full names
  bool pending_end_ = false;            // of an empty-element tag
  bool had_root_ = false;
  bool faulty_ = false;
};

}  // namespace tollgate::evidence
