// What follows when something happened to a record, or a time came for it: effects as data.
// Executes nothing.
//
//   Result<Automations> automations = Automations::compile(app, entity, names);
//   Event event{.type = model::TriggerEvent::kRecordSaved, .changed_fields = {"actual_arrival"}};
//   std::vector<Effect> effects = automations->react(event, view, context, problems);
//
// Effects come in the order of the document. Setting a field triggers nothing again, neither of its
// own record's entity nor of another's.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/automation/effects.h"
#include "tollgate/base/result.h"
#include "tollgate/model/app.h"
#include "tollgate/record/names.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"

namespace tollgate::automation {

struct Event {
  model::TriggerEvent type = model::TriggerEvent::kRecordSaved;
  std::string stage;  // stage_entered
  std::string pool;   // pool_entered
  std::vector<std::string> changed_fields;
};

class EffectRule;

class Automations {
 public:
  Automations();
  Automations(Automations&&) noexcept;
  Automations& operator=(Automations&&) noexcept;
  ~Automations();

  // The automations of one entity. `app` and `names` must outlive it.
  static Result<Automations> compile(const model::App& app, const model::Entity& entity,
                                     const record::Names& names);

  bool empty() const { return automations_.empty(); }

  // Rules that fail, messages to nobody, and fields of a record that `values` does not find (it is
  // gone, or nothing is referred to), are added to `problems`; the others still run.
  std::vector<Effect> react(const Event& event, const record::RecordView& view,
                            const record::ValueContext& values, const record::RuleContext& context,
                            Diagnostics& problems) const;

  // The same of one automation whose time came. Nothing where it is none of these.
  std::vector<Effect> reach(std::string_view automation, const record::RecordView& view,
                            const record::ValueContext& values, const record::RuleContext& context,
                            Diagnostics& problems) const;

  // What one automation would do about the record now, whatever it waits for.
  struct Tried {
    bool holds = false;  // its condition; true where it has none
    std::vector<Effect> effects;
  };
  Tried try_on(std::string_view automation, const record::RecordView& view,
               const record::ValueContext& values, const record::RuleContext& context,
               Diagnostics& problems) const;

  // Those that wait for a time (model::is_timed), in the order of the document.
  std::vector<const model::Automation*> timed() const;
  // The condition of an automation; nullptr where it has none.
  const record::Rule* condition(std::string_view automation) const;

  // Whether any waits for its condition to be met.
  bool waits_for_conditions() const;

  // Those that wait for their condition and have not been set off by this record, when it holds
  // now. `was`: the record as it was complete before, if it was: a condition that held then is no
  // news. While the record is `a_draft`, what is not filled in yet is no problem, and an automation
  // that finds nobody to tell waits on.
  struct Met {
    std::vector<std::string> automations;
    std::vector<Effect> effects;
  };
  Met meet(const std::vector<std::string>& met_before, const record::RecordView& view,
           const record::RecordView* was, bool a_draft, const record::ValueContext& values,
           const record::RuleContext& context, Diagnostics& problems) const;

 private:
  struct Compiled {
    const model::Automation* model = nullptr;
    std::optional<record::Rule> when;
    std::vector<std::unique_ptr<EffectRule>> effects;
  };

  void run(const Compiled& automation, const record::RecordView& view,
           const record::ValueContext& values, const record::RuleContext& context,
           std::vector<Effect>& effects, Diagnostics& problems) const;

  const model::App* app_ = nullptr;
  std::vector<Compiled> automations_;
};

}  // namespace tollgate::automation
