/**
 * Style of what is chosen, found or wrong, of the lines, the details and the legend. Nothing is shown
 * by colour alone.
 */
const css = String.raw;

export const PAGE_STATES = css`
  .release.missing,
  .box.missing {
    border-style: dashed;
  }
  .release.suspended .name,
  .box.suspended {
    font-style: italic;
    text-decoration: line-through;
  }
  .box.suspended::after {
    content: 'a';
  }
  .release.problem,
  .box.problem {
    border: 2px solid var(--wrong);
    background: var(--wrong-box);
  }
  .following .release:not(.on) {
    color: var(--muted);
    border-color: transparent;
    background: none;
  }
  .release.before,
  .box.before {
    border-color: var(--before);
    border-inline-end-width: 8px;
    background: var(--before-box);
  }
  .release.after,
  .box.after {
    border-color: var(--after);
    border-inline-start-width: 8px;
    background: var(--after-box);
  }
  .release.chosen {
    border: 3px solid var(--text);
    font-weight: bold;
  }
  .release.on .detail {
    color: var(--text);
  }
  .release.on-way {
    border: 3px double var(--way);
    background: var(--way-box);
  }
  .release.found {
    outline: 3px dashed var(--found);
  }
  .show-way[aria-pressed='true'] {
    background: var(--way-box);
    border: 2px solid var(--way);
  }
  svg {
    position: absolute;
    inset: 0;
    z-index: 1;
    pointer-events: none;
    overflow: visible;
  }
  .lines path {
    fill: none;
    stroke: var(--line);
    stroke-width: 1.25;
  }
  .lines .head {
    fill: context-stroke;
    stroke: none;
  }
  .many .lines path:not(.thick):not(.on):not(.head) {
    opacity: 0.6;
  }
  .lines path.thick {
    stroke: var(--bundle);
    stroke-width: 4;
  }
  .lines path.gap,
  .line.gap {
    stroke-dasharray: 5 4;
    border-top-style: dashed;
  }
  .following path:not(.on):not(.head) {
    opacity: 0.25;
  }
  .lines path.before {
    stroke: var(--before);
  }
  .lines path.after {
    stroke: var(--after);
  }
  .lines path.on-way {
    stroke: var(--way);
  }
  .lines path.on:not(.thick) {
    stroke-width: 2;
  }
  .line,
  .box {
    display: inline-block;
    width: 2rem;
    border-top: 2px solid var(--line);
    vertical-align: middle;
  }
  .line.thick {
    border-top: 5px solid var(--bundle);
  }
  .box {
    height: 1.25rem;
    border: 1px solid var(--border);
    border-radius: 4px;
    line-height: 1.1;
    text-align: center;
  }
  .legend[open] {
    flex-basis: 100%;
  }
  .legend ul {
    columns: 34rem;
    list-style: none;
    padding-top: 0.5rem;
  }
  .legend li {
    break-inside: avoid;
    padding: 0.125rem 0;
  }
  #details {
    position: fixed;
    z-index: 3;
    right: 1rem;
    bottom: 1rem;
    width: min(26rem, calc(100vw - 2rem));
    max-height: 45vh;
    overflow: auto;
    padding: 0.75rem 1rem;
    background: var(--page);
    border: 2px solid var(--border);
    border-radius: 8px;
    box-shadow: 0 4px 16px rgb(0 0 0 / 30%);
    overflow-wrap: anywhere;
  }
  #details ul {
    list-style: none;
  }
  #details li {
    margin: 0.25rem 0;
  }
  #details h3 {
    margin-top: 0.5rem;
  }
  #details .close {
    float: right;
  }
`;
