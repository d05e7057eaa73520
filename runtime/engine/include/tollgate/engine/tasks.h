// Requests that take longer than a turn (base/turn.h), between two of their turns. Whoever carries
// messages asks for one turn after the other and answers others in between.
//
//   int64_t number = tasks.add(std::move(task));
//   Task* task = tasks.find(number);          // nullptr: there is none
//   tasks.stop("page-7", caller, administers);
//   tasks.remove(number);
//
// Most need no state: what they have made stays where it was made (columns of metrics), and the
// same message comes to its end the next time. A check of the log keeps where it is, and others
// have their notes (base/turn.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/base/turn.h"
#include "tollgate/engine/caller.h"

namespace tollgate::engine {

// What a request knows of its earlier turns.
class TaskState {
 public:
  virtual ~TaskState() = default;
};

struct Task {
  int64_t number = 0;
  std::string name;  // that its sender gave it, "" for none
  std::string type;
  Principal principal;
  std::string message;
  int64_t id = 0;  // of the message
  Progress progress = {};
  uint64_t work_left = UINT64_MAX;  // of what its rules may take
  bool stopped = false;
  bool settled = false;  // it did what cannot be taken back: it is not stopped any more
  // What it is answered with once what it left to be done is done (Engine::settle_referrers()).
  std::optional<Result<Json>> result = {};
  std::unique_ptr<TaskState> state = {};
  TurnNotes notes = {};
};

class Tasks {
 public:
  // A state may be as large as the database.
  static constexpr size_t kMaxStates = 2;

  int64_t add(Task task);
  Task* find(int64_t number);
  void remove(int64_t number);
  // Those of this name that the principal sent, or anybody for those who administer. True: there
  // was one.
  bool stop(std::string_view name, const Principal& who, bool administers);

  const std::vector<std::unique_ptr<Task>>& all() const { return tasks_; }
  // How many keep a state.
  size_t states() const;

 private:
  std::vector<std::unique_ptr<Task>> tasks_;
  int64_t last_ = 0;
};

}  // namespace tollgate::engine
