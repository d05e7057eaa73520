#include "zip/xml_tags.h"

namespace tollgate::evidence {
namespace {

bool is_xml_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

std::string_view XmlTag::attribute(std::string_view wanted) const {
  size_t at = 0;
  const auto skip_spaces = [&] {
    while (at < attributes.size() && is_xml_space(attributes[at])) ++at;
  };
  while (at < attributes.size()) {
    skip_spaces();
    const size_t name_begin = at;
    while (at < attributes.size() && attributes[at] != '=' && !is_xml_space(attributes[at])) ++at;
    const std::string_view found = attributes.substr(name_begin, at - name_begin);
    skip_spaces();
    if (at >= attributes.size() || attributes[at] != '=') return {};
    ++at;
    skip_spaces();
    if (at >= attributes.size() || (attributes[at] != '"' && attributes[at] != '\'')) return {};
    const size_t value_begin = at + 1;
    const size_t value_end = attributes.find(attributes[at], value_begin);
    if (value_end == std::string_view::npos) return {};
    if (found == wanted) return attributes.substr(value_begin, value_end - value_begin);
    at = value_end + 1;
  }
  return {};
}

void XmlTags::skip_past(std::string_view end) {
  const size_t found = text_.find(end, at_);
  at_ = found == std::string_view::npos ? text_.size() : found + end.size();
}

std::optional<XmlTag> XmlTags::next() {
  while (true) {
    at_ = text_.find('<', at_);
    if (at_ == std::string_view::npos) {
      at_ = text_.size();
      return std::nullopt;
    }
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) {
      skip_past("-->");
    } else if (rest.starts_with("<![CDATA[")) {
      skip_past("]]>");
    } else if (rest.starts_with("<?")) {
      skip_past("?>");
    } else if (rest.starts_with("</") || rest.starts_with("<!")) {
      skip_past(">");
    } else {
      break;
    }
  }
  // The tag ends at the first '>' outside quotes.
  size_t end = at_ + 1;
  char quote = 0;
  for (; end < text_.size() && (quote != 0 || text_[end] != '>'); ++end) {
    const char c = text_[end];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
  }
  std::string_view inside = text_.substr(at_ + 1, end - at_ - 1);
  at_ = end < text_.size() ? end + 1 : end;
  if (inside.ends_with('/')) inside.remove_suffix(1);
  size_t name_end = 0;
  while (name_end < inside.size() && !is_xml_space(inside[name_end])) ++name_end;
  std::string_view name = inside.substr(0, name_end);
  if (const size_t colon = name.find(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  return XmlTag{name, inside.substr(name_end)};
}

}  // namespace tollgate::evidence
