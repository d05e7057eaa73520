#include "rules.h"

namespace tollgate::lint {

void automation_references(const model::App&, Findings&);
void criterion_results(const model::App&, Findings&);
void dashboard_references(const model::App&, Findings&);
void default_options(const model::App&, Findings&);
void duplicate_ids(const model::App&, Findings&);
void entity_references(const model::App&, Findings&);
void expressions(const model::App&, Findings&);
void field_bounds(const model::App&, Findings&);
void field_members(const model::App&, Findings&);
void gate_dates(const model::App&, Findings&);
void follow_ups(const model::App&, Findings&);
void form_completeness(const model::App&, Findings&);
void form_references(const model::App&, Findings&);
void menu_targets(const model::App&, Findings&);
void message_templates(const model::App&, Findings&);
void metric_members(const model::App&, Findings&);
void never_shown(const model::App&, Findings&);
void open_gates(const model::App&, Findings&);
void permission_contradictions(const model::App&, Findings&);
void permission_gaps(const model::App&, Findings&);
void permission_references(const model::App&, Findings&);
void quick_filter_references(const model::App&, Findings&);
void recipients(const model::App&, Findings&);
void reserved_names(const model::App&, Findings&);
void revealed_totals(const model::App&, Findings&);
void sample_files(const model::App&, Findings&);
void sample_records(const model::App&, Findings&);
void same_labels(const model::App&, Findings&);
void scorecard_references(const model::App&, Findings&);
void timed_triggers(const model::App&, Findings&);
void time_groups(const model::App&, Findings&);
void time_zones(const model::App&, Findings&);
void titles(const model::App&, Findings&);
void translations(const model::App&, Findings&);
void unreachable_stages(const model::App&, Findings&);
void unfinished_rules(const model::App&, Findings&);
void value_cycles(const model::App&, Findings&);
void view_kinds(const model::App&, Findings&);
void view_references(const model::App&, Findings&);
void workflow_references(const model::App&, Findings&);

std::span<const Rule> all_rules() {
  // References first: later rules say nothing about what is not there.
  static constexpr Rule kRules[] = {
      {"duplicate_ids", duplicate_ids},
      {"reserved_names", reserved_names},
      {"entity_references", entity_references},
      {"field_members", field_members},
      {"field_bounds", field_bounds},
      {"default_options", default_options},
      {"same_labels", same_labels},
      {"form_references", form_references},
      {"form_completeness", form_completeness},
      {"follow_ups", follow_ups},
      {"scorecard_references", scorecard_references},
      {"workflow_references", workflow_references},
      {"unreachable_stages", unreachable_stages},
      {"automation_references", automation_references},
      {"timed_triggers", timed_triggers},
      {"view_references", view_references},
      {"view_kinds", view_kinds},
      {"metric_members", metric_members},
      {"dashboard_references", dashboard_references},
      {"quick_filter_references", quick_filter_references},
      {"revealed_totals", revealed_totals},
      {"menu_targets", menu_targets},
      {"permission_references", permission_references},
      {"permission_contradictions", permission_contradictions},
      {"permission_gaps", permission_gaps},
      {"time_zones", time_zones},
      {"message_templates", message_templates},
      {"unfinished_rules", unfinished_rules},
      {"open_gates", open_gates},
      {"gate_dates", gate_dates},
      {"never_shown", never_shown},
      {"expressions", expressions},
      {"criterion_results", criterion_results},
      {"recipients", recipients},
      {"time_groups", time_groups},
      {"value_cycles", value_cycles},
      {"sample_files", sample_files},
      {"sample_records", sample_records},
      {"titles", titles},
      {"translations", translations},
  };
  return kRules;
}

}  // namespace tollgate::lint
