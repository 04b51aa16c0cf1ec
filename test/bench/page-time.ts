/**
 * How long Chromium takes to open the page of `pctl graph --against` for 400 releases, of which 60
 * change, and how large that page is.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster, Fleet } from 'cdk8s-profiles';
import { run } from '../../lib/cli/pctl';
import { startChromium } from '../servers/chromium';
import { layeredCatalog } from './fleet-program';

const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title></head><body></body></html>';

/** Milliseconds of a page without content. */
export function emptyPageTime(): Promise<number> {
  return openingTime(EMPTY);
}

/** Milliseconds until the page is drawn. */
export async function pageTime(): Promise<number> {
  return openingTime(await pageText());
}

/** Size of the page in kB. */
export async function pageSize(): Promise<number> {
  return Buffer.byteLength(await pageText()) / 1000;
}

async function pageText(): Promise<string> {
  return inFolder(async cwd => {
    for (const [folder, isChanged] of [
      ['old', false],
      ['dist', true],
    ] as const) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, 'production.yaml'), program(isChanged).synthYaml() as string);
    }
    let text = '';
    const context = { stdout: (part: string) => (text += part), stderr: (part: string) => process.stderr.write(part) };
    await run(['graph', '--against', './old', '-o', 'html'], { ...context, cwd, env: {} });
    return text;
  });
}

function program(isChanged: boolean): Fleet {
  const fleet = new Fleet();
  const catalog = layeredCatalog(fleet, 400);
  const cluster = new Cluster(fleet, 'production', { catalog });
  catalog.profileNames.forEach((name, i) => {
    if (i % 20 === (isChanged ? 5 : 6)) return;
    cluster.subscribe(name, isChanged && i % 20 === 7 ? { values: { replicaCount: 2 } } : {});
  });
  return fleet;
}

/** From the request until the second frame; another page is open already. */
function openingTime(text: string): Promise<number> {
  return inFolder(async folder => {
    const browser = await startChromium();
    try {
      const page = await browser.newPage();
      const open = async (name: string, content: string) => {
        const file = join(folder, name);
        writeFileSync(file, content);
        const start = performance.now();
        await page.goto(`file://${file}`);
        await page.evaluate('new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))');
        return performance.now() - start;
      };
      await open('first.html', EMPTY);
      return await open('page.html', text);
    } finally {
      await browser.close();
    }
  });
}

async function inFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-profiles-bench-'));
  try {
    return await action(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
