// What the parts of the hub's page look like.
import { css } from "lit";

export const hub_styles = css`
  section {
    margin-bottom: 32px;
  }
  section > h2,
  section > p {
    margin-bottom: 8px;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
    margin-bottom: 8px;
  }
  ul {
    padding: 0;
    margin: 0;
    list-style: none;
  }
  .list.card {
    padding: 0;
  }
  li {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 2px 12px;
    padding: 12px 16px;
    border-top: 1px solid var(--border);
  }
  li:first-child {
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
  li > button {
    grid-column: 2;
    grid-row: 1 / span 2;
  }
  li > .said {
    grid-column: 1 / -1;
    margin-top: 6px;
  }
  .bad {
    color: var(--danger);
  }
  .notice {
    margin: 12px 0;
    padding: 10px 12px;
    border-radius: var(--radius);
    background: var(--danger-soft);
    color: var(--danger);
  }
  .entry {
    margin: 16px 0;
  }
  .entry label {
    display: block;
    margin-bottom: 6px;
    font-weight: 550;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
  .empty {
    padding: 12px 16px;
  }
`;
