/**
 * The objects of the fleet as plain ApiObjects of stock cdk8s: one chart per cluster, and nothing
 * to compute.
 */
import { ApiObject, type ApiObjectProps, App, Chart, type YamlOutputType } from 'cdk8s';
import type { Cluster } from 'cdk8s-profiles';
import fs from 'node:fs';
import { clusterName, fleetProgram } from './fleet-program';

/** An object as it is written. */
export type PlainObject = ApiObjectProps & { readonly kind: string; readonly metadata: { readonly name: string } };

/** Objects of each cluster of the fleet. */
export function plainObjects(clusters: number): PlainObject[][] {
  const first = clusterName(0);
  const objects = (fleetProgram(1).node.findChild(first) as Cluster).toJson();
  const text = JSON.stringify(objects);
  return Array.from({ length: clusters }, (_, i) => JSON.parse(text.replaceAll(first, clusterName(i))));
}

/** The program, constructed but not synthesized. */
export function stockProgram(clusters: readonly (readonly PlainObject[])[], yamlOutputType: YamlOutputType): App {
  const app = new App({ yamlOutputType });
  clusters.forEach((objects, i) => {
    const chart = new Chart(app, clusterName(i));
    for (const object of objects) new ApiObject(chart, `${object.kind}-${object.metadata.name}`, object);
  });
  return app;
}

/** Files of `app.synth()`, which is what users run, kept in memory. */
export function synthInMemory(app: App): Map<string, string> {
  const files = new Map<string, string>();
  const { writeFileSync, mkdirSync } = fs;
  const save = (file: string, text: string) => void files.set(file, text);
  // cdk8s looks them up at each call
  Object.assign(fs, { writeFileSync: save, mkdirSync: () => undefined });
  try {
    app.synth();
  } finally {
    Object.assign(fs, { writeFileSync, mkdirSync });
  }
  return files;
}
