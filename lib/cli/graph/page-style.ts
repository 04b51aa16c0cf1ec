/**
 * Layout of the page: columns next to each other, below each other on a phone, and lists on paper.
 *
 * Rows have one height in all columns, so that lines between columns have room between rows.
 */
const css = String.raw;

export const PAGE_STYLE = css`
  * {
    box-sizing: border-box;
  }
  body {
    margin: 0;
    background: var(--page);
    color: var(--text);
    font:
      0.875rem/1.4 system-ui,
      sans-serif;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1.5rem;
    align-items: center;
    padding: 0.75rem 1rem;
    border-bottom: 1px solid var(--border);
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: 1.25rem;
  }
  h2 {
    font-size: 1.125rem;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 0.875rem;
  }
  small,
  .detail {
    font-size: 0.75rem;
    font-weight: normal;
    color: var(--muted);
  }
  input,
  button {
    font: inherit;
    color: inherit;
    background: var(--box);
    border: 1px solid var(--border);
    border-radius: 6px;
    min-height: 1.75rem;
    padding: 0.125rem 0.5rem;
  }
  input[type='checkbox'] {
    width: 1.25rem;
    height: 1.25rem;
    min-height: 0;
    vertical-align: middle;
  }
  fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1rem;
  }
  legend {
    float: left;
    font-weight: bold;
  }
  button {
    cursor: pointer;
  }
  :focus-visible {
    outline: 3px solid var(--found);
    outline-offset: 1px;
  }
  main {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 34rem), 1fr));
    gap: 2rem 1.5rem;
    padding: 1rem;
  }
  .cluster {
    min-width: 0;
  }
  .cluster > p,
  .cluster > ul {
    margin: 0.25rem 0;
    max-width: 75rem;
    overflow-wrap: anywhere;
  }
  .wrong {
    color: var(--wrong);
  }
  ul.wrong {
    padding-left: 1.25rem;
  }
  .scroll {
    overflow: auto;
    max-height: calc(100vh - 2rem);
    padding-bottom: 0.5rem;
  }
  .drawing {
    --column: 11rem;
    --row: 2.75rem;
    --space: 0.75rem;
    position: relative;
    display: flex;
    gap: 3.25rem;
    width: max-content;
    padding: 1.25rem 0.25rem 0.25rem;
  }
  .many .drawing {
    --row: 1.75rem;
    --space: 0.5rem;
  }
  .layer {
    background: var(--frame);
    border: 1px solid var(--border);
    border-radius: 8px;
    padding: 0.5rem;
  }
  .layer h3 {
    position: sticky;
    top: 0;
    z-index: 3;
    background: var(--frame);
    white-space: nowrap;
    height: 1.5rem;
    margin-bottom: 0.75rem;
  }
  .ranks {
    display: flex;
    gap: 2.5rem;
  }
  .ranks ol {
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: var(--column);
    grid-template-rows: repeat(var(--rows, 40), var(--row));
    gap: var(--space) 1.75rem;
    list-style: none;
    align-content: start;
  }
  .release {
    position: relative;
    z-index: 2;
    width: 100%;
    height: 100%;
    display: flex;
    flex-direction: column;
    justify-content: center;
    line-height: 1.25;
    text-align: start;
    border-inline-width: 3px;
  }
  .name,
  .detail {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    min-width: 0;
    max-width: 100%;
  }
  .many .detail {
    display: none;
  }
  .waits,
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .waits {
    display: none;
  }
`;
