/**
 * The app that contains all clusters, and its output.
 */
import { type ApiObject, App, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { join } from 'node:path';
import { earlierOutput } from '../deliver/earlier-output';
import { keptManifests } from '../deliver/kept-manifests';
import { keptSources } from '../deliver/kept-sources';
import { formatProblems } from '../model/problem-lines';
import { describeProblem, formatProblem, sortProblems } from '../model/problem-words';
import { sortFindings, toProblem } from '../model/layers/layer-finding';
import type { Problem } from '../model/problem';
import { ProfilesError } from '../model/profiles-error';
import { checkApp } from './checks/check-app';
import { checkShards } from './checks/check-names';
import { checkDefaults } from './checks/check-options';
import { SHARED_SOURCES, sharedSources } from './cluster/shared-sources';
import { deliver, type DeliveryOptions } from './delivery';
import { HEADER } from './files/file-header';
import { addClusters } from './fleet-clusters';
import { placeProblems } from './folder/problem-places';
import { type FleetFiles, fleetFiles, type IsWanted, wantedConstructs } from './files/fleet-files';
import { FleetTexts } from './files/fleet-texts';
import { manifestFiles, manifestFolders } from './manifests/manifest-files';
import type { Inheritance } from './props/subscription-options';
import { CLUSTER, FLEET, type HasProblems, type HasWarnings, isMarked, mark, PROBLEMS, WARNINGS } from './tree/symbols';
import { checkLinkedFolders } from './files/linked-folders';
import { foreignFiles, sweepFolder } from './files/sweep-folder';
import { EVERYTHING, realOutput, stagedOutput, stagedShare } from './files/staged-output';
import { programProgress, type ProgressLine, SynthProgress } from './files/synth-progress';
import { writeFolder } from './files/write-folder';
import { withoutNull } from './props/without-null';

/** Texts that are joined at a time. */
const JOINED = 100;

/** Where a fleet writes to, and what its clusters share. */
export interface FleetProps extends Inheritance {
  /** Folder to write to, relative to the working directory; `cdk8s synth` and `pctl synth` set their own. @default 'dist' */
  readonly outdir?: string;
  /**
   * Whether clusters with `kubeConfig` share the HelmRepositories and OCIRepositories of their charts: one for each
   * namespace, URL and options, in the folder `shared-sources`. To be delivered with `deliverSourcesFrom`. @default false
   */
  readonly sharedSources?: boolean;
}

/**
 * An App that writes one folder per cluster, and one file per object.
 *
 * A stock App writes all charts side by side, although Flux applies whole folders, and it takes much longer for
 * many clusters.
 *
 * @example
 * ```ts
 * import { Cluster, Fleet } from 'cdk8s-profiles';
 *
 * const fleet = new Fleet({ defaults: { interval: '5m' } });
 * for (const name of ['staging', 'production']) new Cluster(fleet, name);
 * fleet.synth();
 * ```
 */
export class Fleet extends App {
  /**
   * The fleet of a repository without a program: a cluster for each folder in `<folder>/subscriptions`, which is read as
   * `Cluster.fromFolder` reads it. `folder` is relative to the working directory,
   * which it is without one.
   */
  static fromFolder(folder?: string, props: FleetProps = {}): Fleet {
    const fleet = new Fleet(props);
    addClusters(fleet, folder ?? '.');
    return fleet;
  }

  private readonly inherited: Inheritance;
  private readonly nullItems: readonly Problem[];

  constructor(props: FleetProps = {}) {
    const nullItems: Problem[] = [];
    props = withoutNull(props, problem => nullItems.push(problem));
    super({ outdir: realOutput(props.outdir) });
    this.inherited = props;
    this.nullItems = nullItems;
    mark(this, FLEET, props satisfies Inheritance);
  }

  /**
   * Writes the Flux Kustomization that applies the shared sources into `chart`; throws ProfilesError if they are not
   * shared.
   */
  deliverSourcesFrom(chart: Chart, options: DeliveryOptions = {}): ApiObject {
    const sources = sharedSources(this);
    if (sources === undefined) {
      const what = 'the clusters of this fleet do not share sources';
      throw new ProfilesError({ kind: 'invalid-props', what, remedy: 'give "sharedSources: true" to the fleet' });
    }
    return deliver(sources, chart, { name: SHARED_SOURCES, ...withoutNull(options) }, this.inherited.delivery);
  }

  /**
   * Writes `<outdir>/<cluster>/<kind>.<namespace>.<name>.k8s.yaml`, and removes files of earlier runs that are
   * no longer needed. If anything is wrong, throws ProfilesError and writes nothing. Each file is replaced as a
   * whole; if a run is killed, the next one finishes its work. Warnings of models of layers go to stderr, each once.
   */
  override synth(): void {
    this.synthTo(stagedOutput(this.outdir), stagedShare(this.outdir), programProgress());
  }

  /**
   * Like `synth`, but writes to `folder` what belongs into `outdir`, and of that only paths that are `wanted`.
   * @internal
   */
  synthTo(folder: string, isWanted: IsWanted = EVERYTHING, line?: ProgressLine): void {
    const texts = this.texts(isWanted);
    for (const warning of this.warnings) process.stderr.write(`${warning}\n`);
    const earlier = earlierOutput(this.outdir);
    const folders = manifestFolders(this, this.outputFileExtension, isWanted);
    for (const [file, text] of keptManifests(earlier, folders)) texts.set(file, text);
    for (const [file, text] of keptSources(earlier, texts)) texts.set(file, text);
    const foreign = foreignFiles(this.outdir, texts.keys(), HEADER).map(file => this.foreignFile(file));
    const refused = [...checkLinkedFolders(folder, texts.keys()), ...foreign];
    if (refused.length > 0) throw new ProfilesError(refused);
    const shown = new SynthProgress(line).over('writing', texts, texts.keys().length);
    writeFolder(folder, shown, isResumed =>
      sweepFolder(folder, this.outputFileExtension, { header: HEADER, isResumed, kept: texts }),
    );
  }

  /** Everything that `synth` writes, as one text. Throws ProfilesError if anything is wrong. */
  override synthYaml(): string {
    let all = '';
    let next: string[] = [];
    for (const [, text] of this.texts()) {
      // a text consists of many small strings until it is joined
      if (next.push(text) < JOINED) continue;
      all += next.join('');
      next = [];
    }
    return all + next.join('');
  }

  /** All problems, each once; empty if the fleet can be synthesized. */
  get problems(): readonly Problem[] {
    return this.check().problems;
  }

  /** What is written to which file, and all problems. */
  private check(isWanted: IsWanted = EVERYTHING): FleetFiles & { readonly all: readonly IConstruct[] } {
    const all = this.node.findAll();
    const constructs = isWanted === EVERYTHING ? all : wantedConstructs(this, isWanted);
    // before the files: clusters find their order again, and replace the objects that depend on it
    const known = constructs.flatMap(c => (isMarked(c, PROBLEMS) ? (c as HasProblems)[PROBLEMS]() : []));
    const { files, problems: misplaced } = fleetFiles(this, this.outputFileExtension, all);
    const found = [
      ...this.nullItems,
      ...checkDefaults(this.inherited),
      ...checkShards(this.inherited.shards),
      ...known,
      ...checkApp(all),
      ...misplaced,
    ];
    const problems = placeProblems(constructs, found);
    const said = new Set(problems.map(describeProblem));
    for (const construct of constructs) {
      // clusters and catalogs report the same problems again, for stock apps
      const others = construct.node.validate().filter(message => !said.has(message));
      problems.push(...others.map((message): Problem => ({ kind: 'validation', message, path: construct.node.path })));
    }
    const distinct = new Map(sortProblems(problems).map(each => [formatProblem(each), each]));
    return { files, problems: [...distinct.values()], all };
  }

  private get warnings(): ReadonlySet<string> {
    const clusters = this.node.findAll().filter(construct => isMarked(construct, WARNINGS)) as HasWarnings[];
    const findings = sortFindings(clusters.flatMap(cluster => cluster[WARNINGS]()));
    return new Set(formatProblems(findings.map(toProblem), this.clusters).map(line => `warning: ${line}`));
  }

  /** Paths of the clusters in it. */
  private get clusters(): readonly string[] {
    return this.node.findAll().flatMap(construct => (isMarked(construct, CLUSTER) ? construct.node.path : []));
  }

  private foreignFile(file: string): Problem {
    const [object] = fleetFiles(this, this.outputFileExtension).files.get(file) ?? [];
    return { kind: 'foreign-file', file: join(this.outdir, file), path: object?.node.path };
  }

  /** Everything that `synth` writes of the paths that are `wanted`. @internal */
  texts(isWanted: IsWanted = EVERYTHING): FleetTexts {
    const { files, problems, all } = this.check(isWanted);
    if (problems.length > 0) throw new ProfilesError(problems, { clusters: this.clusters });
    const wanted = isWanted === EVERYTHING ? files : new Map([...files].filter(([file]) => isWanted(file)));
    const texts = new FleetTexts(wanted, () => this.clusters);
    for (const [file, text] of manifestFiles(all, isWanted)) texts.set(file, text);
    return texts;
  }
}
