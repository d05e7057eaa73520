// What the parts of the gallery look like.
import { css } from "lit";
import { form_parts } from "../admin_styles.ts";

export const package_styles = [
  form_parts,
  css`
    .offers {
      display: grid;
      gap: 16px;
      grid-template-columns: repeat(auto-fill, minmax(min(260px, 100%), 1fr));
    }
    .offer {
      display: grid;
      grid-template-rows: auto auto 1fr auto;
      padding: 0;
      overflow: hidden;
    }
    .offer .picture {
      aspect-ratio: 16 / 9;
      width: 100%;
      object-fit: cover;
      object-position: top;
      background: var(--surface-soft);
      border-bottom: 1px solid var(--border);
    }
    .offer .picture.none {
      display: grid;
      place-items: center;
      color: var(--accent);
    }
    .offer .about {
      display: grid;
      align-content: start;
      gap: 6px;
      padding: 14px 16px;
      overflow-wrap: anywhere;
    }
    .offer .row {
      padding: 0 16px 16px;
    }
    .facts {
      display: grid;
      gap: 16px;
      margin: 16px 0;
    }
    .facts h3 {
      margin-bottom: 4px;
    }
    .facts > section {
      min-width: 0;
      overflow-wrap: anywhere;
    }
    .pictures {
      display: flex;
      gap: 8px;
      overflow-x: auto;
      padding-bottom: 4px;
    }
    .pictures img {
      height: 150px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
    }
    .table-frame + .table-frame {
      margin-top: 8px;
    }
    .table-frame {
      overflow-x: auto;
      border: 1px solid var(--border);
      border-radius: var(--radius);
    }
    table {
      border-collapse: collapse;
      width: 100%;
      font-size: 0.875rem;
    }
    caption {
      padding: 8px 12px 4px;
      text-align: start;
      font-weight: 600;
    }
    th,
    td {
      padding: 5px 12px;
      text-align: start;
      white-space: nowrap;
      font-weight: 400;
    }
    thead th {
      color: var(--text-soft);
    }
    @media (max-width: 560px) {
      th,
      td {
        padding-inline: 7px;
      }
    }
    .read-me {
      max-height: 240px;
      overflow: auto;
      padding: 10px 12px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
      white-space: pre-wrap;
      font-size: 0.875rem;
    }
    .warned {
      padding: 10px 12px;
      border-radius: var(--radius);
      background: var(--danger-soft);
      color: var(--danger);
    }
    .entry {
      display: grid;
      gap: 6px;
      margin: 14px 0;
    }
    input[type="file"] {
      max-width: 100%;
      padding: 0;
      border: 0;
      background: none;
      color: var(--text-soft);
    }
    input[type="file"]::file-selector-button {
      min-height: 44px;
      margin-inline-end: 12px;
      padding: 0 14px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
      background: var(--surface);
      color: var(--text);
      font: inherit;
      font-weight: 550;
      cursor: pointer;
    }
    .entry > label,
    .entry > span {
      font-weight: 550;
    }
    @media (min-width: 561px) {
      dialog.wide {
        width: min(760px, calc(100vw - 24px));
      }
    }
    fieldset.clash {
      display: grid;
      gap: 6px;
      margin: 0 0 12px;
      padding: 12px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
      overflow-wrap: anywhere;
    }
    fieldset.clash legend {
      padding: 0 4px;
      font-weight: 600;
    }
    .side {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0 10px;
      align-items: start;
      padding: 8px 10px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
    }
    .side:has(input:checked) {
      border-color: var(--accent);
      background: var(--accent-soft);
    }
    .side input {
      margin: 3px 0 0;
      accent-color: var(--accent);
    }
    .side span:last-child {
      grid-column: 2;
    }
    .side .name {
      font-weight: 550;
    }
  `,
];
