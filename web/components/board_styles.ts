import { css } from "lit";

export const board_styles = css`
  .tabs {
    display: flex;
    gap: 8px;
    overflow-x: auto;
    padding: 2px 0 12px;
    scrollbar-width: none;
  }
  .tabs button {
    flex: none;
    border-radius: 99px;
    padding: 0 14px;
  }
  .tabs button[aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  .stages {
    display: grid;
    gap: 12px;
  }
  .stage {
    min-width: 0;
  }
  .stage header {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 4px 4px 10px;
  }
  .stage header::before {
    content: "";
    width: 8px;
    height: 8px;
    flex: none;
    border-radius: 50%;
    background: var(--accent);
    align-self: center;
  }
  .stage.won header::before {
    background: var(--good);
  }
  .stage.lost header::before {
    background: var(--text-faint);
  }
  .stage ol {
    display: grid;
    gap: 8px;
  }
  li.item {
    position: relative;
  }
  a.record {
    display: grid;
    gap: 6px;
    padding: 12px 14px;
    border: 1px solid var(--border);
    border-radius: var(--radius-large);
    background: var(--surface);
    color: inherit;
    text-decoration: none;
    transition: border-color 0.12s;
    -webkit-touch-callout: none;
    user-select: none;
  }
  a.record:hover {
    border-color: var(--accent-line);
  }
  .carried {
    cursor: grabbing;
    box-shadow: var(--shadow);
    list-style: none;
  }
  .carried a.record {
    border-color: var(--accent);
  }
  .moving a.record {
    opacity: 0.45;
  }
  tollgate-popup.move {
    position: absolute;
    inset-inline-end: 2px;
    top: 2px;
    --opener-border: transparent;
    --opener-background: transparent;
  }
  .value {
    display: inline-block;
    max-width: 100%;
  }
  .title {
    padding-inline-end: 34px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .facts {
    display: grid;
    gap: 2px;
    font-size: 0.875rem;
  }
  .none {
    padding: 16px;
    text-align: center;
    border: 1px dashed var(--border);
    border-radius: var(--radius-large);
  }
  .over.stage,
  .tabs .over {
    outline: 2px dashed var(--accent);
    outline-offset: -2px;
    background: var(--accent-soft) !important;
    color: var(--text) !important;
  }
  .stage > button {
    width: 100%;
    margin-top: 8px;
  }
  .places {
    display: grid;
  }
  .places button {
    justify-content: start;
    border: 0;
    background: none;
    font-weight: 400;
  }
  .places button:hover {
    background: var(--hover);
  }
  .refused {
    display: grid;
    gap: 8px;
    margin-bottom: 12px;
    padding: 14px 16px;
    border: 1px solid var(--danger-line);
    border-radius: var(--radius-large);
    background: var(--danger-soft);
  }
  .refused ul {
    display: grid;
    gap: 4px;
    padding-inline-start: 20px;
    list-style: disc;
  }
  .said:empty {
    display: none;
  }
  .said {
    margin-bottom: 8px;
  }
  @media (min-width: 800px) {
    .tabs {
      display: none;
    }
    .frame {
      overflow-x: auto;
      padding-bottom: 8px;
    }
    .stages {
      grid-auto-flow: column;
      grid-auto-columns: minmax(196px, 1fr);
      align-items: stretch;
    }
    .stage {
      padding: 10px;
      border-radius: var(--radius-dialog);
      background: var(--pressed);
    }
  }
  @media (max-width: 799px) {
    .stage:not([data-shown]),
    .stage header {
      display: none;
    }
  }
`;
