/**
 * Graphs as one HTML page that needs no network: its style and its program are in it, and its
 * Content-Security-Policy allows only these two.
 */
import { createHash } from 'node:crypto';
import type { ClusterGraph } from '../../order/cluster-graph/cluster-graph';
import { summarize } from '../diff/summary';
import type { Drawing } from './drawn-graph';
import { escapeHtml, escapeJson } from './escape-html';
import { count, titleOf } from './graph-words';
import { PAGE_CHANGE_STATES } from './page-change-states';
import { CHANGES_KEYS, CHANGES_LEGEND, FILTER } from './page-changes';
import { formatCluster } from './page-cluster';
import { PAGE_COLOURS } from './page-colours';
import { pageData } from './page-data';
import { pageScript } from './page-script';
import { PAGE_MEDIA } from './page-media';
import { PAGE_STATES } from './page-states';
import { PAGE_STYLE } from './page-style';

/** The page of everything in `drawing`. */
export function formatPage(drawing: Drawing): string {
  const { clusters, folder, diff } = drawing;
  const graphs = clusters.map(({ graph }) => graph);
  const changes = diff === undefined ? '' : PAGE_CHANGE_STATES;
  const style = shrink(PAGE_COLOURS + PAGE_STYLE + changes + PAGE_STATES + PAGE_MEDIA);
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const sections = clusters.map((cluster, number) => formatCluster(cluster, { number, folder }));
  const title = diff === undefined ? 'Install order' : 'Changes and install order';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}: ${escapeHtml(titleOfPage(graphs))}</title>
<style>${style}</style>
</head>
<body>
${formatHeader(drawing, title)}
<main>
${sections.join('\n')}
</main>
<aside id="details" aria-label="Release" hidden></aside>
<p id="status" class="unseen" role="status"></p>
<script type="application/json" id="graphs">${escapeJson(graphs.map(pageData))}</script>
<script>${script}</script>
</body>
</html>
`;
}

function titleOfPage(graphs: readonly ClusterGraph[]): string {
  return graphs.length === 1 ? titleOf(graphs[0]) : count(graphs.length, 'cluster');
}

function formatHeader({ clusters, diff }: Drawing, title: string): string {
  const choices = clusters.map(({ graph }, i) => {
    return `<label><input type="checkbox" checked data-show="${i}"> <bdi>${escapeHtml(titleOf(graph))}</bdi></label>`;
  });
  const choice = `<fieldset><legend>Clusters</legend>${choices.join(' ')}</fieldset>`;
  const compared = diff === undefined ? '' : `\n<p class="base">${escapeHtml(summarize(diff))}</p>\n${FILTER}`;
  return `<header>
<h1>${title}</h1>${compared}
<p class="search"><label for="search">Search</label> <input type="search" id="search" autocomplete="off" spellcheck="false"> <output id="found" for="search"></output></p>
${clusters.length === 1 ? '' : choice}
${formatLegend(diff !== undefined)}
</header>`;
}

function formatLegend(isCompared: boolean): string {
  return `<details class="legend"><summary>Legend and keys</summary>
<ul>${isCompared ? `\n${CHANGES_LEGEND}` : ''}
<li><b class="line thick"></b> everything in a layer waits for everything in another</li>
<li><b class="line"></b> one release waits for another that it names</li>
<li><b class="line gap"></b> only the first install waits, upgrades do not</li>
<li><b class="box before"></b> what the chosen release waits for, <b class="box after"></b> what waits for it, directly or not</li>
<li><b class="box problem"></b> has a problem, <b class="box missing"></b> not found, <b class="box suspended"></b> suspended</li>
<li>Up and down: the next release; left: what it waits for; right: what waits for it; Enter: choose; Escape: nothing is chosen; /: search</li>${isCompared ? `\n${CHANGES_KEYS}` : ''}
</ul></details>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Without indentation. */
function shrink(css: string): string {
  return css.replace(/\n\s*/g, '\n').trim();
}
