// Generated from schemas/api; do not edit.

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** A record value on the wire, by its field's type (docs/app-document.md). */
export type Value = Json;

/** Field id to value. */
export type Values = { [member: string]: Json };

export type Level = "good" | "warning" | "risk" | "none";

/** A sentence of the runtime in both its languages. */
export interface Localized {
  "zh-CN": string;
  en: string;
}

export interface DiagnosticPlace {
  source?: string;
  pointer?: string;
  span?: [number, number];
}

/** A finding; codes are stable. */
export interface Diagnostic {
  code: string;
  severity: "error" | "warning" | "note";
  message: Localized;
  place?: DiagnosticPlace;
  candidates?: string[];
}

/** One choice, label already in the reader's language. */
export interface Option {
  id: string;
  label: string;
}

/** A field as a page draws it: all texts in the reader's language. */
export interface Field {
  /** Field id, or list/index/field inside a list, such as actions/0/what. */
  path: string;
  id: string;
  type: string;
  label: string;
  help?: string;
  placeholder?: string;
  unit?: string;
  options?: Option[];
  /** reference: the entity referred to. */
  entity?: string;
  fields?: Field[];
  min_items?: number;
  max_items?: number;
  max_length?: number;
  decimals?: number;
  accept?: string[];
  max_size_bytes?: number;
  multiple?: boolean;
  capture?: boolean;
  watermark?: boolean;
  speech?: boolean;
  core?: boolean;
  computed?: boolean;
  width?: "full" | "half";
}

/** A group of fields. */
export interface Section {
  id: string;
  label?: string;
  help?: string;
  collapsed?: boolean;
  fields: Field[];
}

/** What holds for one field now. In changes only members that changed are present. */
export interface FieldState {
  path: string;
  value?: Json;
  /** What a person typed where it is not a value of the type yet, or the title of a chosen reference. */
  text?: string;
  visible?: boolean;
  required?: boolean;
  read_only?: boolean;
  options?: Option[];
  prefilled?: boolean;
  item_count?: number;
  /** Errors and warnings at this field, complete list. */
  diagnostics?: Diagnostic[];
}

export interface SectionState {
  id: string;
  visible: boolean;
}

/** One criterion of a score. */
export interface CriterionScore {
  id: string;
  label: string;
  met: boolean;
  points: string;
  possible: string;
  /** The values that decided, in words. */
  why: string;
  advice?: string;
  fields?: string[];
}

/** A score with its explanation. */
export interface Score {
  scorecard: string;
  label: string;
  total: string;
  possible: string;
  pool?: string;
  pool_label?: string;
  criteria: CriterionScore[];
}

/** Only what changed. */
export interface Changes {
  fields: FieldState[];
  sections?: SectionState[];
  score?: Score;
  /** True when nothing hinders a complete save. */
  complete?: boolean;
}

/** One requirement of a gate. */
export interface Requirement {
  id: string;
  label: string;
  met: boolean;
  /** What is missing, in words; empty when met. */
  message: string;
  fields?: string[];
}

/** One possible transition. */
export interface Move {
  to: string;
  label: string;
  /** True when all requirements are met. */
  allowed: boolean;
  requirements: Requirement[];
}

/** Where a record stands and where it can go. */
export interface WorkflowState {
  workflow: string;
  record: string;
  stage: string;
  stage_label: string;
  moves: Move[];
}

/** What an automation asks for; executed by whoever empties the outbox. */
export interface Effect {
  type: string;
  automation: string;
  channel?: string;
  to?: string[];
  message?: string;
  field?: string;
  value?: Json;
}

export interface Column {
  id: string;
  label: string;
  type: string;
  unit?: string;
}

/** A value and how it reads. */
export interface Cell {
  value: Json;
  text: string;
}

/** A record in a list. */
export interface Row {
  record: string;
  entity: string;
  title: string;
  status: "draft" | "complete";
  /** In the order of the columns. */
  cells: Cell[];
  updated_at?: string;
}

export interface MenuItem {
  type: string;
  target: string;
  label: string;
}

export interface AppSummaryRole {
  id: string;
  label: string;
  menu: MenuItem[];
}

export interface Person {
  record: string;
  title: string;
}

export interface AppSummaryForm {
  id: string;
  entity: string;
  label: string;
  target_seconds?: number;
}

export interface AppSummaryView {
  id: string;
  entity: string;
  label: string;
  form?: string;
  searchable: boolean;
}

export interface AppSummaryWorkflow {
  id: string;
  entity: string;
  label: string;
}

export interface AppSummaryDashboard {
  id: string;
  label: string;
}

export interface AppSummaryQuickFilter {
  id: string;
  label: string;
}

export interface AppSummaryEntitie {
  id: string;
  label: string;
  /** The entity's first form. */
  form?: string;
}

/** The app as its pages need it, in the reader's language. */
export interface AppSummary {
  id: string;
  version: number;
  hash: string;
  label: string;
  locales: string[];
  time_zone: string;
  role: string;
  roles: AppSummaryRole[];
  user?: Person;
  users_entity?: string;
  forms: AppSummaryForm[];
  views: AppSummaryView[];
  workflows: AppSummaryWorkflow[];
  dashboards: AppSummaryDashboard[];
  quick_filters: AppSummaryQuickFilter[];
  entities: AppSummaryEntitie[];
}

/** One group of a metric. */
export interface Group {
  key: Json;
  label: string;
  /** Decimal as text; null where nothing counts. */
  value: string | null;
  text: string;
  level: "good" | "warning" | "risk" | "none";
  count: number;
  /** table: one per metric. */
  values?: Cell[];
}

/** A widget with its numbers. */
export interface Widget {
  id: string;
  type: "metric" | "breakdown" | "funnel" | "table";
  label: string;
  help?: string;
  width: string;
  value?: string | null;
  text?: string;
  level: "good" | "warning" | "risk" | "none";
  level_label?: string;
  /** Records that the value rests on. */
  count?: number;
  columns?: Column[];
  groups?: Group[];
  drillable: boolean;
}

/** One step of a drill-down. */
export interface Crumb {
  key: Json;
  label?: string;
}

export interface ChangedRecord {
  entity: string;
  record: string;
}

/** What a request changed, for every subscriber. */
export interface Changed {
  app?: boolean;
  records?: ChangedRecord[];
  /** Too many to name. */
  all?: boolean;
}

/** A request. `params` by the request's type. */
export interface Envelope {
  id: number;
  type: string;
  locale?: string;
  /** Record id of the person. */
  user?: string;
  role?: string;
  params: { [member: string]: Json };
}

/** A reply: result, or diagnostics. */
export interface Reply {
  id: number;
  ok: boolean;
  result?: Json;
  changed?: Changed;
  diagnostics?: Diagnostic[];
}

/** What app.check gives. */
export interface AppCheckReply {
  valid: boolean;
  findings: Diagnostic[];
}

/** Schema and lint findings of a document, without taking it on. */
export interface AppCheckRequest {
  text: string;
}

/** What app.describe gives. */
export interface AppDescribeReply {
  app: AppSummary;
}

/** The app as pages need it. */
export type AppDescribeRequest = Record<string, never>;

/** What app.get gives. */
export interface AppGetReply {
  text: string;
  id: string;
  version: number;
  hash: string;
}

/** The app document in force, canonical text. */
export type AppGetRequest = Record<string, never>;

/** What app.save gives. */
export interface AppSaveReply {
  version: number;
  hash: string;
  /** The document as saved. */
  text: string;
  findings: Diagnostic[];
}

/** Takes on a document as the app in force; refused with diagnostics when it has errors, or when base_hash is not the app in force (somebody else saved). Its version must be, and is made, higher than the one in force. */
export interface AppSaveRequest {
  text: string;
  base_hash?: string;
}

/** What dashboard.drill gives. */
export interface DashboardDrillReply {
  label: string;
  crumbs: Crumb[];
  kind: "groups" | "rows";
  groups?: Group[];
  columns?: Column[];
  rows?: Row[];
  total: number;
  form?: string;
}

/** One step further into a widget: its groups, or the rows behind the last one. */
export interface DashboardDrillRequest {
  dashboard: string;
  widget: string;
  path: Crumb[];
  offset?: number;
  limit?: number;
}

export interface DashboardReadReplyFilter {
  entity: string;
  field: string;
  label: string;
  options: Option[];
}

/** What dashboard.read gives. */
export interface DashboardReadReply {
  label: string;
  as_of: string;
  filters: DashboardReadReplyFilter[];
  widgets: Widget[];
}

export interface DashboardReadRequestFilter {
  entity: string;
  field: string;
  value: Json;
}

/** All widgets with their numbers now. */
export interface DashboardReadRequest {
  dashboard: string;
  /** Narrowing, as the dashboard's filters allow. */
  filters?: DashboardReadRequestFilter[];
}

/** What data.import gives. */
export interface DataImportReply {
  imported: number;
  skipped: number;
  findings: Diagnostic[];
}

/** Adds records from JSON lines; several calls make one import. Records with known ids are skipped. */
export interface DataImportRequest {
  text: string;
  /** Added to each date of the records. */
  shift_days?: number;
}

/** What engine.info gives. */
export interface EngineInfoReply {
  engine_version: string;
  /** memory: nothing outlives the page. */
  storage: "file" | "opfs" | "memory";
  device: string;
  op_count: number;
  head_hash: string;
  app_id?: string;
  app_version?: number;
}

/** What engine this is, on what storage. */
export type EngineInfoRequest = Record<string, never>;

/** What form.candidates gives. */
export interface FormCandidatesReply {
  candidates: Person[];
  total: number;
}

/** Records that a reference field may take. */
export interface FormCandidatesRequest {
  session: string;
  path: string;
  search?: string;
  limit?: number;
}

/** What form.close gives. */
export type FormCloseReply = Record<string, never>;

/** Ends a session. What was not saved is gone; pages save drafts as people type. */
export interface FormCloseRequest {
  session: string;
}

/** What form.item gives. */
export interface FormItemReply {
  changes: Changes;
}

/** Adds, removes or moves an item of a list field. */
export interface FormItemRequest {
  session: string;
  path: string;
  action: "add" | "remove" | "move";
  index?: number;
  to?: number;
}

/** What form.open gives. */
export interface FormOpenReply {
  session: string;
  form: string;
  entity: string;
  record: string;
  status: "new" | "draft" | "complete";
  title: string;
  label: string;
  submit_label?: string;
  target_seconds?: number;
  sections: Section[];
  state: Changes;
  stage?: WorkflowState;
}

/** Opens a session over a new or stored record. A stored draft comes back as it was typed. */
export interface FormOpenRequest {
  form: string;
  record?: string;
  /** Set at once on a new record. */
  values?: { [member: string]: Json };
}

/** What form.save gives. */
export interface FormSaveReply {
  record: string;
  status: "draft" | "complete";
  /** False when complete was asked for and refused; the draft was saved then. */
  saved: boolean;
  changes: Changes;
  scores: Score[];
  effects: Effect[];
  workflow?: WorkflowState;
}

/** Saves durably: as a draft (always possible), or complete (refused with the fields' diagnostics; the draft is kept). Saving again the same complete record updates it. */
export interface FormSaveRequest {
  session: string;
  complete: boolean;
}

/** What form.set gives. */
export interface FormSetReply {
  changes: Changes;
}

/** A person changed a field. Text that is no value of the type is kept as text, with an error. */
export interface FormSetRequest {
  session: string;
  path: string;
  value: Json;
}

/** What log.rebuild gives. */
export interface LogRebuildReply {
  changed: boolean;
  differences: string[];
  op_count: number;
}

/** Derives tables, scores, pools and metrics from the log again and says whether they changed. */
export type LogRebuildRequest = Record<string, never>;

/** What log.verify gives. */
export interface LogVerifyReply {
  op_count: number;
  head_hash: string;
  sound: boolean;
  findings: Diagnostic[];
}

/** Checks the hash chain of the op log. */
export type LogVerifyRequest = Record<string, never>;

export interface OutboxListReplyMessage {
  number: number;
  at: string;
  entity: string;
  record: string;
  effect: Effect;
  delivered: boolean;
}

/** What outbox.list gives. */
export interface OutboxListReply {
  messages: OutboxListReplyMessage[];
  total: number;
}

/** Effects recorded and not yet delivered; newest first. */
export interface OutboxListRequest {
  limit?: number;
}

/** What people.list gives. */
export interface PeopleListReply {
  people: Person[];
  total: number;
}

/** Who the current user may be. */
export interface PeopleListRequest {
  search?: string;
  limit?: number;
}

export interface QuickFilterReadReplyGroupTag {
  id: string;
  label: string;
}

export interface QuickFilterReadReplyGroup {
  key: Json;
  label: string;
  cells: Cell[];
  tags: QuickFilterReadReplyGroupTag[];
}

/** What quick_filter.read gives. */
export interface QuickFilterReadReply {
  label: string;
  columns: Column[];
  groups: QuickFilterReadReplyGroup[];
  /** Groups looked at. */
  checked: number;
}

/** Groups for which the condition holds, with root-cause tags. */
export interface QuickFilterReadRequest {
  quick_filter: string;
}

/** What quick_filter.rows gives. */
export interface QuickFilterRowsReply {
  label: string;
  columns: Column[];
  rows: Row[];
  total: number;
  form?: string;
}

/** The rows behind a tag or group. */
export interface QuickFilterRowsRequest {
  quick_filter: string;
  group: Json;
  tag?: string;
  offset?: number;
  limit?: number;
}

/** What record.discard gives. */
export type RecordDiscardReply = Record<string, never>;

/** Removes a draft from the lists; its ops stay in the log. */
export interface RecordDiscardRequest {
  entity: string;
  record: string;
}

export interface RecordGetReplyField {
  id: string;
  label: string;
  type: string;
  cell: Cell;
}

export interface RecordGetReplyOp {
  number: number;
  at: string;
  kind: string;
  user?: string;
  hash: string;
}

/** What record.get gives. */
export interface RecordGetReply {
  row: Row;
  form?: string;
  fields: RecordGetReplyField[];
  scores: Score[];
  workflows: WorkflowState[];
  effects: Effect[];
  ops: RecordGetReplyOp[];
}

/** One record with all that was decided about it. */
export interface RecordGetRequest {
  entity: string;
  record: string;
}

/** What record.list gives. */
export interface RecordListReply {
  label: string;
  columns: Column[];
  rows: Row[];
  total: number;
  form?: string;
}

/** Rows of a view, or of an entity. */
export interface RecordListRequest {
  view?: string;
  entity?: string;
  search?: string;
  offset?: number;
  /** At most 500; default 50. */
  limit?: number;
  /** Also the current user's drafts. */
  drafts?: boolean;
}

/** What workflow.advance gives. */
export interface WorkflowAdvanceReply {
  advanced: boolean;
  missing: Requirement[];
  state: WorkflowState;
  effects: Effect[];
}

/** Claims a move to another stage; refused with what is missing. */
export interface WorkflowAdvanceRequest {
  workflow: string;
  record: string;
  to: string;
}

export interface WorkflowBoardReplyStage {
  id: string;
  label: string;
  kind: string;
  count: number;
  rows: Row[];
}

/** What workflow.board gives. */
export interface WorkflowBoardReply {
  label: string;
  columns: Column[];
  stages: WorkflowBoardReplyStage[];
}

/** The funnel: records by stage. */
export interface WorkflowBoardRequest {
  workflow: string;
  /** Rows a stage; default 20. */
  limit?: number;
  mine?: boolean;
}

/** What workflow.state gives. */
export interface WorkflowStateReply {
  state: WorkflowState;
}

/** Where a record stands. */
export interface WorkflowStateRequest {
  workflow: string;
  record: string;
}

/** Each request's params and result. */
export interface Requests {
  "app.check": { params: AppCheckRequest; result: AppCheckReply };
  "app.describe": { params: AppDescribeRequest; result: AppDescribeReply };
  "app.get": { params: AppGetRequest; result: AppGetReply };
  "app.save": { params: AppSaveRequest; result: AppSaveReply };
  "dashboard.drill": { params: DashboardDrillRequest; result: DashboardDrillReply };
  "dashboard.read": { params: DashboardReadRequest; result: DashboardReadReply };
  "data.import": { params: DataImportRequest; result: DataImportReply };
  "engine.info": { params: EngineInfoRequest; result: EngineInfoReply };
  "form.candidates": { params: FormCandidatesRequest; result: FormCandidatesReply };
  "form.close": { params: FormCloseRequest; result: FormCloseReply };
  "form.item": { params: FormItemRequest; result: FormItemReply };
  "form.open": { params: FormOpenRequest; result: FormOpenReply };
  "form.save": { params: FormSaveRequest; result: FormSaveReply };
  "form.set": { params: FormSetRequest; result: FormSetReply };
  "log.rebuild": { params: LogRebuildRequest; result: LogRebuildReply };
  "log.verify": { params: LogVerifyRequest; result: LogVerifyReply };
  "outbox.list": { params: OutboxListRequest; result: OutboxListReply };
  "people.list": { params: PeopleListRequest; result: PeopleListReply };
  "quick_filter.read": { params: QuickFilterReadRequest; result: QuickFilterReadReply };
  "quick_filter.rows": { params: QuickFilterRowsRequest; result: QuickFilterRowsReply };
  "record.discard": { params: RecordDiscardRequest; result: RecordDiscardReply };
  "record.get": { params: RecordGetRequest; result: RecordGetReply };
  "record.list": { params: RecordListRequest; result: RecordListReply };
  "workflow.advance": { params: WorkflowAdvanceRequest; result: WorkflowAdvanceReply };
  "workflow.board": { params: WorkflowBoardRequest; result: WorkflowBoardReply };
  "workflow.state": { params: WorkflowStateRequest; result: WorkflowStateReply };
}

export type RequestType = keyof Requests;
