// What the parts of the hub's page look like.
import { css } from "lit";
import { admin_parts } from "./admin_styles.ts";

export const hub_styles = [
  admin_parts,
  css`
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
    .list > li > .said {
      grid-column: 1 / -1;
      margin-top: 6px;
    }
    .list > li > .acts {
      grid-column: 2;
      grid-row: 1 / span 2;
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
];
