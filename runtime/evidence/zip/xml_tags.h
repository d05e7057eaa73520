// The start tags of an XML text in their order: all that counting slides needs. No entities are
// expanded, nothing is loaded from elsewhere; text that is not XML just has no tags.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tollgate::evidence {

struct XmlTag {
  std::string_view name;        // without its prefix: "sldId" for <p:sldId …>
  std::string_view attributes;  // as written
  // The value of an attribute, by its full name; "" when absent.
  std::string_view attribute(std::string_view wanted) const;
};

class XmlTags {
 public:
  explicit XmlTags(std::string_view text) : text_(text) {}
  std::optional<XmlTag> next();

 private:
  // Moves behind `end`, or to the end of the text.
  void skip_past(std::string_view end);

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace tollgate::evidence
