#include "tollgate/engine/tasks.h"

#include <algorithm>

namespace tollgate::engine {

int64_t Tasks::add(Task task) {
  task.number = ++last_;
  tasks_.push_back(std::make_unique<Task>(std::move(task)));
  return last_;
}

Task* Tasks::find(int64_t number) {
  const auto found = std::find_if(tasks_.begin(), tasks_.end(),
                                  [&](const auto& task) { return task->number == number; });
  return found == tasks_.end() ? nullptr : found->get();
}

void Tasks::remove(int64_t number) {
  std::erase_if(tasks_, [&](const auto& task) { return task->number == number; });
}

bool Tasks::stop(std::string_view name, const Principal& who, bool administers) {
  bool found = false;
  for (const auto& task : tasks_) {
    if (name.empty() || task->name != name || !(administers || task->principal == who)) continue;
    task->stopped = true;
    // What it made so far is for nobody.
    task->state.reset();
    found = true;
  }
  return found;
}

size_t Tasks::states() const {
  return size_t(std::count_if(tasks_.begin(), tasks_.end(),
                              [](const auto& task) { return task->state != nullptr; }));
}

}  // namespace tollgate::engine
