/**
 * Colours of the page. Text has a contrast of at least 4.5, borders and lines of at least 3.
 */
const css = String.raw;

export const PAGE_COLOURS = css`
  :root {
    color-scheme: light dark;
    --page: #ffffff;
    --text: #1c2128;
    --muted: #57606a;
    --frame: #f3f5f8;
    --box: #ffffff;
    --border: #7d8590;
    --line: #8a929c;
    --bundle: #6a737d;
    --before: #0550ae;
    --before-box: #ddf0ff;
    --after: #8a3c00;
    --after-box: #ffeedd;
    --way: #116329;
    --way-box: #ddf7e3;
    --wrong: #b4141e;
    --wrong-box: #ffebe9;
    --found: #6f42c1;
  }
  @media screen and (prefers-color-scheme: dark) {
    :root {
      --page: #0d1117;
      --text: #e6edf3;
      --muted: #a3adb8;
      --frame: #161b22;
      --box: #0d1117;
      --border: #768390;
      --line: #6b7580;
      --bundle: #98a2ad;
      --before: #79c0ff;
      --before-box: #10294a;
      --after: #ffb066;
      --after-box: #3a2406;
      --way: #7ee787;
      --way-box: #10341c;
      --wrong: #ff8f87;
      --wrong-box: #3d1519;
      --found: #c3a6ff;
    }
  }
`;
