// Which element draws a field of which type. One list.

import { html } from "lit";
import type { TemplateResult } from "lit";
import type { Field } from "../../engine/generated/api.ts";
import type { FormSession } from "../../engine/form_session.ts";
import type { FormContext } from "./field_element.ts";
import "./text_field.ts";
import "./boolean_field.ts";
import "./choice_field.ts";
import "./time_field.ts";
import "./reference_field.ts";
import "./location_field.ts";
import "./evidence_field.ts";
import "./signature_field.ts";
import "./audio_field.ts";
import "./list_field.ts";

export interface Around {
  session: FormSession;
  context: FormContext;
  attempted: boolean;
}

export function render_field(field: Field, around: Around): TemplateResult {
  const { session, context, attempted } = around;
  const place = field.width === "half" ? "half" : "full";
  switch (field.type) {
    case "boolean":
      return html`<tollgate-boolean-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-boolean-field>`;
    case "choice":
    case "multi_choice":
      return html`<tollgate-choice-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-choice-field>`;
    case "date":
    case "time":
    case "date_time":
      return html`<tollgate-time-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-time-field>`;
    case "duration":
      return html`<tollgate-duration-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-duration-field>`;
    case "reference":
      return html`<tollgate-reference-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-reference-field>`;
    case "list":
      return html`<tollgate-list-field class="full" .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-list-field>`;
    case "location":
      return html`<tollgate-location-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-location-field>`;
    case "photo":
    case "file":
      return html`<tollgate-evidence-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-evidence-field>`;
    case "signature":
      return html`<tollgate-signature-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-signature-field>`;
    case "audio":
      return html`<tollgate-audio-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-audio-field>`;
    default:
      return html`<tollgate-text-field class=${place} .field=${field} .path=${field.path} .session=${session} .context=${context} .attempted=${attempted}></tollgate-text-field>`;
  }
}
