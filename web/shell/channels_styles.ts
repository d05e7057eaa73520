// How the page of channels looks.
import { css } from "lit";

export const channels_styles = css`
  :host {
    max-width: 880px;
    margin: 0 auto;
    padding: max(5vh, 24px) 16px 48px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 12px;
    margin-bottom: 20px;
  }
  header .grow {
    flex: 1 1 280px;
  }
  header h1 {
    margin-bottom: 4px;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 2px 12px;
    padding: 12px 16px;
    border-top: 1px solid var(--border);
  }
  li:first-child {
    border-top: 0;
  }
  .list.card {
    padding: 0;
  }
  .name {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .about {
    grid-column: 1;
    overflow-wrap: anywhere;
  }
  li > button {
    grid-column: 2;
    grid-row: 1 / span 2;
  }
  section {
    margin-top: 24px;
    padding: 20px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 24px;
    margin: 12px 0 0;
    padding: 0;
    border: 0;
  }
  fieldset label {
    flex: 1 1 220px;
  }
  fieldset select {
    display: block;
    width: 100%;
    margin-top: 6px;
  }
  legend {
    margin-bottom: 8px;
    font-weight: 550;
  }
  textarea {
    width: 100%;
    margin-top: 8px;
    font-family: ui-monospace, monospace;
  }
  .entry {
    margin: 16px 0;
  }
  .entry label {
    display: block;
    margin-bottom: 6px;
    font-weight: 550;
  }
  label.check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
  }
  .check input {
    width: 20px;
    height: 20px;
    accent-color: var(--accent);
  }
  .test {
    display: grid;
    gap: 8px;
    margin-top: 12px;
    padding-top: 12px;
    border-top: 1px solid var(--border);
    overflow-wrap: anywhere;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
  .foot .danger {
    margin-inline-end: auto;
  }
  .notice {
    margin: 12px 0;
    padding: 10px 12px;
    border-radius: var(--radius);
    background: var(--danger-soft);
    color: var(--danger);
  }
`;
