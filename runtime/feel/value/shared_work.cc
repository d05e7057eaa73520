#include "tollgate/feel/shared_work.h"

#include <algorithm>

namespace tollgate::feel {
SharedWork::SharedWork(uint64_t units)
    : around_(shared_work_in_force),
      granted_(around_ == nullptr ? units : around_->grant(units)),
      left_(granted_),
      less_than_wanted_(granted_ < units) {
  shared_work_in_force = this;
}

SharedWork::~SharedWork() {
  shared_work_in_force = around_;
  if (around_ != nullptr) around_->take(used(), exhausted_around());
}

void SharedWork::take(uint64_t units, bool ended) {
  left_ -= std::min(units, left_);
  exhausted_ = exhausted_ || ended;
}

}  // namespace tollgate::feel
