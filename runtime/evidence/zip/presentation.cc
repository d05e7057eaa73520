#include "zip/presentation.h"

#include <map>
#include <set>
#include <string>

#include "zip/xml_tags.h"

namespace tollgate::evidence {
namespace {

constexpr const char* kPresentation = "ppt/presentation.xml";
constexpr const char* kRelations = "ppt/_rels/presentation.xml.rels";

std::optional<std::string> read(const ZipArchive& archive, std::string_view name,
                                UnpackBudget& budget) {
  const ZipEntry* entry = archive.find(name);
  if (entry == nullptr) return std::nullopt;
  return archive.read(*entry, budget);
}

// "slides/slide1.xml" stands in ppt/; "/ppt/slides/slide1.xml" is absolute.
std::string part_name(std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  return "ppt/" + std::string(target);
}

}  // namespace

std::optional<int64_t> count_slides(const ZipArchive& archive, UnpackBudget& budget) {
  const std::optional<std::string> presentation = read(archive, kPresentation, budget);
  const std::optional<std::string> relations = read(archive, kRelations, budget);
  if (!presentation || !relations) return std::nullopt;

  std::set<std::string_view> parts;
  for (const ZipEntry& entry : archive.entries()) parts.insert(entry.name);
  std::map<std::string_view, std::string> slide_of;  // by relationship id
  XmlTags relation_tags(*relations);
  while (const auto tag = relation_tags.next()) {
    if (tag->name != "Relationship" || !tag->attribute("Type").ends_with("/slide")) continue;
    slide_of[tag->attribute("Id")] = part_name(tag->attribute("Target"));
  }
  // A slide named twice is one slide.
  std::set<std::string> slides;
  XmlTags tags(*presentation);
  while (const auto tag = tags.next()) {
    if (tag->name != "sldId") continue;
    const auto slide = slide_of.find(tag->attribute("r:id"));
    if (slide != slide_of.end() && parts.contains(slide->second)) slides.insert(slide->second);
  }
  return static_cast<int64_t>(slides.size());
}

}  // namespace tollgate::evidence
