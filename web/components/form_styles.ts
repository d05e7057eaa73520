import { css } from "lit";

export const form_styles = css`
  /* A form also stands in narrow places on wide screens, such as the designer's preview. */
  :host {
    container-type: inline-size;
  }
  form {
    display: grid;
    gap: 16px;
  }
  .layout {
    display: grid;
    gap: 16px;
    align-items: start;
  }
  .sections {
    display: grid;
    gap: 16px;
    min-width: 0;
    max-width: 760px;
    width: 100%;
  }
  .head {
    min-height: 32px;
    padding: 0 4px;
  }
  section.card {
    padding: 18px 16px 20px;
  }
  section h2 {
    margin-bottom: 4px;
  }
  .fields {
    display: grid;
    grid-template-columns: repeat(6, minmax(0, 1fr));
    gap: 20px 16px;
    margin-top: 14px;
  }
  .fields > * {
    grid-column: span 6;
    scroll-margin: 96px;
    /* Nobody waits for the layout of what is out of sight. */
    content-visibility: auto;
    contain-intrinsic-size: auto 92px;
  }
  /* Lists of candidates hang out of their field. */
  .fields > :focus-within {
    content-visibility: visible;
  }
  summary {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 44px;
    cursor: pointer;
    list-style: none;
    border-radius: var(--radius);
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary svg {
    color: var(--text-soft);
    transition: transform 0.15s;
  }
  details[open] > summary svg {
    transform: rotate(180deg);
  }
  details summary h2 {
    margin: 0;
  }
  .notice {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 12px 16px;
    border: 1px solid var(--accent-line);
    border-radius: var(--radius-large);
    background: var(--accent-soft);
    color: var(--accent-hover);
    font-size: 0.9375rem;
  }
  .notice svg {
    flex: none;
  }
  .notice.danger {
    border-color: var(--danger-line);
    background: var(--danger-soft);
    color: var(--danger);
  }
  .summary {
    display: block;
    scroll-margin: 80px;
  }
  .summary ul {
    margin-top: 8px;
    display: grid;
  }
  .summary a {
    display: block;
    padding: 6px 0;
    color: var(--text);
    text-decoration-color: var(--danger-line);
    text-underline-offset: 3px;
  }
  .bar {
    position: sticky;
    bottom: var(--bar-bottom, 0px);
    z-index: 5;
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0 calc(-1 * var(--gutter, 16px));
    padding: 10px var(--gutter, 16px) calc(10px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--border);
    background: color-mix(in srgb, var(--surface) 92%, transparent);
    backdrop-filter: blur(8px);
  }
  .bar .state {
    overflow: hidden;
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
  }
  .bar .problem {
    color: var(--danger);
  }
  .bar button.primary {
    min-width: 112px;
  }
  aside {
    min-width: 0;
  }
  @container (min-width: 520px) {
    .fields > .half {
      grid-column: span 3;
    }
    .fields > .third {
      grid-column: span 2;
    }
    section.card {
      padding: 22px 24px 26px;
    }
  }
  @container (min-width: 760px) {
    .layout.scored {
      grid-template-columns: minmax(0, 760px) minmax(280px, 360px);
      gap: 24px;
    }
    aside {
      position: sticky;
      top: 84px;
      max-height: calc(100dvh - 170px);
      overflow: auto;
    }
  }
  @container (max-width: 759.9px) {
    aside {
      order: -1;
    }
  }
`;
