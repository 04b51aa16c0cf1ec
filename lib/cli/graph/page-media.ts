/**
 * The page on a phone, with columns below each other, and on paper, as a drawing or as lists.
 */
const css = String.raw;

export const PAGE_MEDIA = css`
  @media screen and (max-width: 44rem) {
    .scroll {
      max-height: none;
    }
    .drawing {
      --narrow: 1;
      flex-direction: column;
      gap: 2.25rem;
      width: auto;
      padding-left: 2rem;
    }
    .ranks {
      flex-direction: column;
      gap: var(--space);
    }
    .ranks ol {
      grid-auto-flow: row;
      grid-auto-columns: auto;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: none;
      grid-auto-rows: var(--row);
    }
    .many .drawing {
      --row: 2rem;
    }
    .lines > path:not(.thick):not(.on) {
      display: none;
    }
  }
  @media print {
    @page {
      size: landscape;
      margin: 12mm;
    }
    header > :not(h1),
    #details,
    .legend {
      display: none;
    }
    .scroll {
      overflow: visible;
      max-height: none;
    }
    main {
      display: block;
    }
    .cluster + .cluster {
      break-before: page;
    }
  }
  @media print {
    .lists .drawing {
      display: block;
      width: auto;
      padding: 0;
    }
    .lists svg {
      display: none;
    }
    .lists .layer {
      margin-top: 1rem;
      border: 0;
      padding: 0;
      background: none;
    }
    .lists h3 {
      break-after: avoid;
    }
    .lists .layer > h3 {
      position: static;
    }
    .lists .ranks {
      display: block;
      columns: 3;
    }
    .lists ol {
      display: block;
    }
    .lists .drawing li {
      break-inside: avoid;
      padding: 0.125rem 0;
      border-bottom: 1px solid var(--line);
    }
    .lists .release {
      display: inline;
      width: auto;
      height: auto;
      min-height: 0;
      border: 0;
      padding: 0;
      background: none;
    }
    .lists .name {
      font-weight: bold;
    }
    .lists .detail,
    .lists .name,
    .lists .waits {
      display: inline;
      position: static;
      clip-path: none;
      white-space: normal;
      margin-right: 0.75rem;
    }
  }
`;
