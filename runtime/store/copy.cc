#include "database.h"
#include "tollgate/sql/backup.h"
#include "tollgate/store/store.h"

namespace tollgate::store {

void Store::hold_flush(bool held) { db_->hold_flush(held); }
Status Store::flush() { return db_->flush(); }

Result<Store::CopyStep> Store::copy_to(const std::string& file, int pages) {
  if (!copy_ || copy_->file() != file) {
    copy_.reset();
    auto begun = sql::Backup::begin(*db_, file);
    if (!begun) return std::move(begun).error();
    copy_ = std::move(*begun);
  }
  Status made = copy_->step(pages);
  const CopyStep step{copy_->is_done(), copy_->pages(), copy_->pages_left()};
  if (!made || step.done) copy_.reset();
  if (!made) return std::move(made).error();
  return step;
}

}  // namespace tollgate::store
