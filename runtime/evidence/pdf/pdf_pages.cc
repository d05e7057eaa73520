#include "pdf/pdf_pages.h"

#include <set>
#include <vector>

#include "pdf/pdf_file.h"

namespace tollgate::evidence {
namespace {

using Kind = PdfObject::Kind;

constexpr size_t kMaxNodes = 200'000;  // of a page tree

std::optional<int64_t> count_leaves(PdfFile& file, const PdfObject& root, bool& too_complex) {
  std::vector<PdfObject> open{root};
  std::set<int64_t> seen;
  int64_t pages = 0;
  while (!open.empty()) {
    const PdfObject value = std::move(open.back());
    open.pop_back();
    // Each node stands in the tree once; one met again would be a circle.
    if (value.is(Kind::kRef) && !seen.insert(value.number).second) continue;
    const std::optional<PdfObject> node = file.resolve(value);
    if (!node || !node->is(Kind::kDictionary)) continue;
    const PdfObject* kids = node->find("Kids");
    const PdfObject* type = node->find("Type");
    if (kids == nullptr) {
      if (type == nullptr || type->is_name("Page")) ++pages;
      continue;
    }
    const std::optional<PdfObject> list = file.resolve(*kids);
    if (!list || !list->is(Kind::kArray)) continue;
    if (open.size() + list->items.size() + seen.size() > kMaxNodes) {
      too_complex = true;
      return std::nullopt;
    }
    open.insert(open.end(), list->items.begin(), list->items.end());
  }
  if (pages == 0) return std::nullopt;
  return pages;
}

std::optional<int64_t> count_from_root(PdfFile& file, bool& too_complex) {
  const PdfObject* root = file.trailer().find("Root");
  if (root == nullptr) return std::nullopt;
  const std::optional<PdfObject> catalog = file.resolve(*root);
  const PdfObject* pages = catalog ? catalog->find("Pages") : nullptr;
  if (pages == nullptr) return std::nullopt;
  return count_leaves(file, *pages, too_complex);
}

// Without a page tree: every object that says it is a page.
std::optional<int64_t> count_page_objects(PdfFile& file) {
  int64_t pages = 0;
  for (const int64_t number : file.numbers()) {
    const std::optional<PdfObject> object = file.load(number);
    const PdfObject* type = object ? object->find("Type") : nullptr;
    if (type != nullptr && type->is_name("Page")) ++pages;
  }
  if (pages == 0) return std::nullopt;
  return pages;
}

}  // namespace

PdfPages count_pages(std::string_view bytes, UnpackBudget& budget) {
  PdfPages result;
  constexpr size_t kWorkForAnyFile = 16'000'000;
  constexpr size_t kWorkPerByte = 4;
  PdfBudget work{kWorkForAnyFile + kWorkPerByte * bytes.size()};
  PdfFile file(bytes, work, budget);
  if (file.read_tables()) result.count = count_from_root(file, result.too_complex);
  result.encrypted = file.encrypted();
  if (!result.count && !result.too_complex) {
    file.rebuild();
    result.encrypted = result.encrypted || file.encrypted();
    result.count = count_from_root(file, result.too_complex);
    if (!result.count) result.count = count_page_objects(file);
  }
  result.too_complex = result.too_complex || work.work_left == 0;
  if (result.too_complex) result.count.reset();
  return result;
}

}  // namespace tollgate::evidence
