/**
 * Style of what a change does: a mark in each release that it is about, and a border. Lines that are
 * new begin with a dot; those that are gone are dotted.
 */
const css = String.raw;

export const PAGE_CHANGE_STATES = css`
  [hidden] {
    display: none !important;
  }
  .base {
    flex-basis: 100%;
    overflow-wrap: anywhere;
  }
  .filter {
    font-weight: bold;
  }
  .changes {
    font-weight: bold;
  }
  .attention ul {
    padding-left: 1.25rem;
  }
  .attention summary {
    color: var(--wrong);
    font-weight: bold;
  }
  .attention {
    max-width: 75rem;
    overflow-wrap: anywhere;
    margin: 0.25rem 0;
  }
  .release.marked {
    padding-inline-start: 1.5rem;
  }
  .mark {
    position: absolute;
    inset-inline-start: 0;
    top: 0;
    bottom: 0;
    width: 1.125rem;
    display: flex;
    align-items: center;
    justify-content: center;
    font-size: 1rem;
    line-height: 1;
  }
  .marked.added {
    border-color: var(--way);
    --mark: var(--way);
  }
  .marked.removed {
    border: 2px dotted var(--wrong);
    background: none;
    --mark: var(--wrong);
  }
  .release.removed .name {
    color: var(--muted);
  }
  .marked.changed {
    border-color: var(--before);
    --mark: var(--before);
  }
  .marked.added,
  .marked.changed {
    border-width: 2px;
  }
  .release.marked:not(.waiting) .name {
    font-weight: bold;
  }
  .marked.waiting {
    --mark: var(--muted);
  }
  .release .mark {
    background: var(--mark);
    color: var(--page);
  }
  .waiting .mark {
    background: none;
    color: var(--muted);
  }
  .box.marked {
    background: var(--mark);
    color: var(--page);
    font-weight: bold;
  }
  .box.marked.waiting {
    background: none;
    color: var(--muted);
  }
  .box.marked.removed {
    background: none;
    color: var(--wrong);
  }
  .lines path.new,
  .lines path.new.thick:not(.on),
  .line.new {
    stroke: var(--way);
    border-color: var(--way);
    stroke-width: 2;
  }
  .lines path.new.thick {
    stroke-width: 4;
  }
  .lines path.gone,
  .lines path.gone.thick:not(.on),
  .line.gone {
    stroke: var(--wrong);
    border-top: 2px dotted var(--wrong);
  }
  .lines path.gone,
  .lines path.gone.gap {
    stroke-dasharray: 1 5;
    stroke-linecap: round;
  }
  .lines path.quiet:not(.on),
  .many .lines path.gone:not(.on) {
    display: none;
  }
  .line.new::before {
    content: '';
    display: block;
    width: 8px;
    height: 8px;
    margin-top: -5px;
    border-radius: 4px;
    background: var(--way);
  }
  @media print {
    .filter,
    .base {
      display: none;
    }
    .lists .mark,
    .lists .marked .unseen {
      display: inline;
      position: static;
      clip-path: none;
      background: none;
      color: inherit;
    }
    .lists .release.marked {
      padding: 0;
      border: 0;
    }
  }
`;
