/**
 * Graphs as one HTML page that needs no network: its style and its program are in it, and its
 * Content-Security-Policy allows only these two.
 */
import { createHash } from 'node:crypto';
import type { ClusterGraph } from '../../order/cluster-graph/cluster-graph';
import type { WrittenPlan } from '../../order/written-plan';
import { graphPlan } from '../../order/cluster-graph/graph-plan';
import { escapeHtml, escapeJson } from './escape-html';
import { count, titleOf } from './graph-words';
import { formatCluster } from './page-cluster';
import { PAGE_COLOURS } from './page-colours';
import { pageData } from './page-data';
import { pageScript } from './page-script';
import { PAGE_MEDIA } from './page-media';
import { PAGE_STATES } from './page-states';
import { PAGE_STYLE } from './page-style';

/** The page of `plans`, which were read in `folder`. */
export function formatPage(plans: readonly WrittenPlan[], folder: string): string {
  const graphs = plans.map(graphPlan);
  const style = shrink(PAGE_COLOURS + PAGE_STYLE + PAGE_STATES + PAGE_MEDIA);
  const script = pageScript();
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const clusters = graphs.map((graph, i) => formatCluster({ plan: plans[i], graph, number: i, folder }));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Install order: ${escapeHtml(titleOfPage(graphs))}</title>
<style>${style}</style>
</head>
<body>
${formatHeader(graphs)}
<main>
${clusters.join('\n')}
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

function formatHeader(graphs: readonly ClusterGraph[]): string {
  const choices = graphs.map((graph, i) => {
    return `<label><input type="checkbox" checked data-show="${i}"> <bdi>${escapeHtml(titleOf(graph))}</bdi></label>`;
  });
  const choice = `<fieldset><legend>Clusters</legend>${choices.join(' ')}</fieldset>`;
  return `<header>
<h1>Install order</h1>
<p class="search"><label for="search">Search</label> <input type="search" id="search" autocomplete="off" spellcheck="false"> <output id="found" for="search"></output></p>
${graphs.length === 1 ? '' : choice}
${LEGEND}
</header>`;
}

const LEGEND = `<details class="legend"><summary>Legend and keys</summary>
<ul>
<li><b class="line thick"></b> everything in a layer waits for everything in another</li>
<li><b class="line"></b> one release waits for another that it names</li>
<li><b class="line gap"></b> only the first install waits, upgrades do not</li>
<li><b class="box before"></b> what the chosen release waits for, <b class="box after"></b> what waits for it, directly or not</li>
<li><b class="box problem"></b> has a problem, <b class="box missing"></b> not found, <b class="box suspended"></b> suspended</li>
<li>Up and down: the next release; left: what it waits for; right: what waits for it; Enter: choose; Escape: nothing is chosen; /: search</li>
</ul></details>`;

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Without indentation. */
function shrink(css: string): string {
  return css.replace(/\n\s*/g, '\n').trim();
}
