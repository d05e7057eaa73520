#include "pdf/pdf_pages.h"

#include <memory>
#include <set>
#include <vector>

#include "pdf/pdf_content.h"
#include "pdf/pdf_file.h"

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

constexpr size_t kMaxNodes = 200'000;  // of a page tree

// A node of the tree, with the resources that it inherits (7.7.3.4).
struct Node {
  PdfObject value;
  std::shared_ptr<const PdfObject> resources;
};

class PageCount {
 public:
  PageCount(PdfFile& file, PdfBudget& work, TextFound& text)
      : file_(file), content_(file, work, text) {}

  bool too_complex() const { return too_complex_; }

  std::optional<int64_t> from_root() {
    const PdfObject* root = file_.trailer().find("Root");
    if (root == nullptr) return std::nullopt;
    const std::optional<PdfObject> catalog = file_.resolve(*root);
    const PdfObject* pages = catalog ? catalog->find("Pages") : nullptr;
    if (pages == nullptr) return std::nullopt;
    return leaves(*pages);
  }

  // Without a page tree: every object that says it is a page.
  std::optional<int64_t> page_objects() {
    int64_t leaves = 0;
    int64_t pages = 0;
    for (const int64_t number : file_.numbers()) {
      const std::optional<PdfObject> object = file_.load(number);
      const PdfObject* type = object ? object->find("Type") : nullptr;
      if (type == nullptr || !type->is_name("Page")) continue;
      ++leaves;
      if (content_.paints(*object, resources_of(*object, nullptr).get())) ++pages;
    }
    if (leaves == 0) return std::nullopt;
    return pages;
  }

 private:
  std::shared_ptr<const PdfObject> resources_of(const PdfObject& node,
                                                std::shared_ptr<const PdfObject> inherited) {
    const PdfObject* own = node.find("Resources");
    const std::optional<PdfObject> found = own ? file_.resolve(*own) : std::nullopt;
    return found ? std::make_shared<const PdfObject>(*found) : std::move(inherited);
  }

  std::optional<int64_t> leaves(const PdfObject& root) {
    std::vector<Node> open{{root, nullptr}};
    std::set<int64_t> seen;
    int64_t leaves = 0;
    int64_t pages = 0;
    while (!open.empty()) {
      const Node at = std::move(open.back());
      open.pop_back();
      // Each node stands in the tree once; one met again would be a circle.
      if (at.value.is(Kind::kRef) && !seen.insert(at.value.number).second) continue;
      const std::optional<PdfObject> node = file_.resolve(at.value);
      if (!node || !node->is(Kind::kDictionary)) continue;
      const std::shared_ptr<const PdfObject> resources = resources_of(*node, at.resources);
      const PdfObject* kids = node->find("Kids");
      const PdfObject* type = node->find("Type");
      if (kids == nullptr) {
        if (type != nullptr && !type->is_name("Page")) continue;
        ++leaves;
        if (content_.paints(*node, resources.get())) ++pages;
        continue;
      }
      const std::optional<PdfObject> list = file_.resolve(*kids);
      if (!list || !list->is(Kind::kArray)) continue;
      if (open.size() + list->items.size() + seen.size() > kMaxNodes) {
        too_complex_ = true;
        return std::nullopt;
      }
      // The last one first, so that pages come in their order.
      for (size_t i = list->items.size(); i-- > 0;) open.push_back({list->items[i], resources});
    }
    if (leaves == 0) return std::nullopt;
    return pages;
  }

  PdfFile& file_;
  PdfContent content_;
  bool too_complex_ = false;
};

}  // namespace

PdfPages count_pages(std::string_view bytes, UnpackBudget& budget, TextFound& text) {
  PdfPages result;
  constexpr size_t kWorkForAnyFile = 48'000'000;
  constexpr size_t kWorkPerByte = 4;
  PdfBudget work{kWorkForAnyFile + kWorkPerByte * bytes.size()};
  PdfFile file(bytes, work, budget);
  PageCount count(file, work, text);
  if (file.read_tables()) result.with_content = count.from_root();
  result.encrypted = file.encrypted();
  if (!result.with_content && !count.too_complex()) {
    file.rebuild();
    result.encrypted = result.encrypted || file.encrypted();
    result.with_content = count.from_root();
    if (!result.with_content) result.with_content = count.page_objects();
  }
  result.too_complex = count.too_complex() || work.work_left == 0;
  // What is encrypted cannot be seen, whatever its page tree says.
  if (result.too_complex || result.encrypted) result.with_content.reset();
  return result;
}

}  // namespace tollgate::evidence
