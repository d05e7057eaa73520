// How the administrators' pages and their parts look: a page with a head, lists whose lines have a name,
// what is said of it and a button, and forms in dialogs or cards.
import { css } from "lit";

/** Of a whole page. */
export const admin_page = css`
  :host {
    max-width: 880px;
    margin: 0 auto;
    padding: max(5vh, 24px) 16px 48px;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 12px;
    margin-bottom: 20px;
  }
  header .grow {
    flex: 1 1 280px;
  }
  header h1 {
    margin-bottom: 4px;
  }
`;

/** Of forms in dialogs and cards: something to tick, the row of buttons at the end, what is wrong. */
export const form_parts = css`
  label.check {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 44px;
  }
  .check input {
    width: 20px;
    height: 20px;
    flex: none;
    accent-color: var(--accent);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
  .bad {
    color: var(--danger);
  }
`;

/** Of what stands on it, also in elements of its own. */
export const admin_parts = [
  form_parts,
  css`
    .list {
      padding: 0;
      margin: 0;
      list-style: none;
    }
    .list > li {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
      gap: 2px 12px;
      padding: 12px 16px;
      border-top: 1px solid var(--border);
    }
    .list > li:first-child {
      border-top: 0;
    }
    .name {
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .about {
      grid-column: 1;
      overflow-wrap: anywhere;
    }
    .list > li > button {
      grid-column: 2;
      grid-row: 1 / span 2;
    }
    .empty {
      padding: 12px 16px;
    }
    /* What lies in details inherits from the browser's own slot. */
    details > * {
      box-sizing: border-box;
    }
    .entry {
      margin: 16px 0;
    }
    .entry label {
      display: block;
      margin-bottom: 6px;
      font-weight: 550;
    }
    textarea {
      display: block;
      width: 100%;
      box-sizing: border-box;
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
  `,
];
