import { css } from "lit";

export const list_styles = css`
  .empty p + * {
    margin-top: 12px;
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 10px;
  }
  .search {
    position: relative;
    flex: 1 1 200px;
    max-width: 480px;
  }
  .search svg {
    position: absolute;
    inset-inline-start: 12px;
    top: 13px;
    color: var(--text-faint);
    pointer-events: none;
  }
  .search input {
    padding-inline-start: 40px;
  }
  .tools select {
    width: auto;
    max-width: 100%;
    flex: none;
  }
  .by {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    margin-bottom: 12px;
  }
  .by select {
    width: auto;
    max-width: 60vw;
  }
  .looks {
    display: inline-flex;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    overflow: clip;
  }
  .looks button {
    min-height: 44px;
    padding: 0 12px;
    border: 0;
    border-radius: 0;
  }
  .looks button + button {
    border-inline-start: 1px solid var(--border);
  }
  .looks button[aria-pressed="true"] {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .looks button:focus-visible {
    outline-offset: -3px;
  }
  tollgate-filter-chips {
    margin-bottom: 12px;
  }
  .card.rows {
    padding: 4px 16px;
  }
  .narrow > li {
    content-visibility: auto;
    contain-intrinsic-size: auto 84px;
  }
  .foot {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    margin-top: 8px;
  }
  @media (min-width: 800px) {
    .order {
      display: none;
    }
    .card.rows {
      padding: 4px 8px;
    }
  }
  @media (max-width: 799px) {
    .search {
      flex-basis: 120px;
      max-width: none;
    }
    .display {
      display: grid;
      gap: 12px;
    }
    .display select {
      width: 100%;
    }
    .looks.words {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
      border: 0;
      gap: 6px;
      overflow: visible;
    }
    .looks.words button {
      justify-content: start;
      gap: 8px;
      padding: 0 10px;
      border: 1px solid var(--border);
      border-radius: var(--radius);
      font-weight: 400;
    }
  }
  @media print {
    .tools,
    .foot button {
      display: none;
    }
    .card.rows {
      border: 0;
      padding: 0;
    }
    .wide {
      display: block;
    }
    .narrow {
      display: none;
    }
  }
`;
