// One function for each kind of thing in the document; each in its own file.
#pragma once

#include "reader.h"
#include "tollgate/model/app.h"

namespace tollgate::model {

Role read_role(const Reader& from);
Permissions read_permissions(const Reader& from);
Users read_users(const Reader& from);
Entity read_entity(const Reader& from);
Field read_field(const Reader& from);
Form read_form(const Reader& from);
Assignment read_assignment(const Reader& from);
Scorecard read_scorecard(const Reader& from);
Workflow read_workflow(const Reader& from);
// Of the whole app, once it is read.
void note_gate_dates(App& app);
Automation read_automation(const Reader& from);
void read_kind(const Reader& from, Notify& notify);
void read_kind(const Reader& from, SetField& set);
View read_view(const Reader& from);
SortKey read_sort_key(const Reader& from);
Metric read_metric(const Reader& from);
void read_kind(const Reader& from, MetricWidget& widget);
void read_kind(const Reader& from, BreakdownWidget& widget);
void read_kind(const Reader& from, LineWidget& widget);
void read_kind(const Reader& from, FunnelWidget& widget);
void read_kind(const Reader& from, TableWidget& widget);
void read_kind(const Reader& from, ChecksWidget& widget);
void read_kind(const Reader& from, CoverageWidget& widget);
Find read_find(const Reader& from);
Drill read_drill(const Reader& from);
Dashboard read_dashboard(const Reader& from);
QuickFilter read_quick_filter(const Reader& from);
// The member, group_by or another: an expression, or a value with the unit of time that it is put
// in groups by.
std::optional<Grouping> read_grouping(const Reader& from, const char* member = "group_by");

}  // namespace tollgate::model
