/**
 * What the controllers of Flux ask the API server for, and the CPU time that they take, from their own metrics.
 */

/** Since a controller was started. */
export interface Load {
  readonly requests: number;
  readonly cpuSeconds: number;
}

/** Names of controllers, and the URLs of their metrics. */
export type MetricsUrls = ReadonlyMap<string, string>;

export async function readLoads(urls: MetricsUrls): Promise<ReadonlyMap<string, Load>> {
  const entries = [...urls].map(async ([name, url]): Promise<[string, Load]> => {
    const text = await (await fetch(url)).text();
    return [name, { requests: sumOf(text, 'rest_client_requests_total'), cpuSeconds: sumOf(text, 'process_cpu_seconds_total') }]; // prettier-ignore
  });
  return new Map(await Promise.all(entries));
}

/** What was added since `before`. */
export async function loadsSince(
  before: ReadonlyMap<string, Load>,
  urls: MetricsUrls,
): Promise<ReadonlyMap<string, Load>> {
  const added = [...(await readLoads(urls))].map(([name, { requests, cpuSeconds }]): [string, Load] => {
    const old = before.get(name) ?? { requests: 0, cpuSeconds: 0 };
    return [name, { requests: requests - old.requests, cpuSeconds: cpuSeconds - old.cpuSeconds }];
  });
  return new Map(added);
}

/** Sum over all labels of a metric: `rest_client_requests_total{code="200",method="GET"} 12`. */
export function sumOf(text: string, metric: string): number {
  const lines = text.split('\n').filter(line => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}
