/**
 * The revision of each release: a short hash of its own content and of the revisions that it waits
 * for in lockstep.
 *
 * So a changed dependency changes the revision of exactly those releases that wait for it, directly
 * or indirectly. Frozen: the same content has the same revision on every machine and in every
 * version.
 */
import { createHash } from 'node:crypto';
import { edgesOf, tryStep } from './edges-of';
import type { InstallPlan, InstallStep } from './install-plan';

const LENGTH = 10;

/**
 * Revisions by name, ten hexadecimal digits each. `contentOf` returns the content of a release as
 * text; a release without content was made elsewhere and gets no revision. The plan must not
 * contain cycles.
 */
export function revisionsOf(plan: InstallPlan, contentOf: (name: string) => string | undefined): Map<string, string> {
  return new Revisions(plan, contentOf).all();
}

/** The revision of a release with `content` that waits for `revisions`, in any order. */
export function revisionOf(content: string, revisions: readonly string[]): string {
  return hash(content, digestOf(revisions));
}

function digestOf(revisions: readonly string[]): string {
  return [...revisions].sort().join(' ');
}

function hash(content: string, digest: string): string {
  return createHash('sha256').update(`${content}\n${digest}`).digest('hex').slice(0, LENGTH);
}

class Revisions {
  private readonly done = new Map<string, string>();
  private readonly contents = new Map<string, string | undefined>();
  /** Hashes shared by steps that only follow the rule of their layer; all of them wait for the same. */
  private readonly ofRule = new Map<string, { readonly targets: readonly string[]; digest?: string }>();

  constructor(
    private readonly plan: InstallPlan,
    private readonly contentOf: (name: string) => string | undefined,
  ) {}

  all(): Map<string, string> {
    // not recursive: a chain may be as long as the plan
    for (const first of this.plan.steps) {
      const stack = [first];
      while (stack.length > 0) {
        const missing = this.visit(stack[stack.length - 1]);
        if (missing.length === 0) stack.pop();
        else stack.push(...missing);
      }
    }
    return this.done;
  }

  /** Computes the revision of `step`, or returns the steps whose revisions it needs first. */
  private visit(step: InstallStep): InstallStep[] {
    if (this.done.has(step.name)) return [];
    const content = this.content(step.name);
    if (content === undefined) return [];
    const waits = this.waitsOf(step);
    if (waits.digest === undefined) {
      const missing = waits.targets.filter(name => !this.done.has(name)).map(name => tryStep(this.plan, name)!);
      if (missing.length > 0) return missing;
      waits.digest = digestOf(waits.targets.map(name => this.done.get(name)!));
    }
    this.done.set(step.name, hash(content, waits.digest));
    return [];
  }

  private waitsOf(step: InstallStep): { readonly targets: readonly string[]; digest?: string } {
    if (!followsRule(step)) return { targets: this.targetsOf(step) };
    const key = `${step.after} ${step.isInStep}`;
    const known = this.ofRule.get(key) ?? { targets: this.targetsOf(step) };
    this.ofRule.set(key, known);
    return known;
  }

  private targetsOf(step: InstallStep): string[] {
    const inStep = edgesOf(this.plan, step).filter(({ notInStep }) => isHeld(notInStep));
    return inStep.map(({ to }) => to).filter(to => this.content(to) !== undefined);
  }

  private content(name: string): string | undefined {
    if (!this.contents.has(name)) this.contents.set(name, this.contentOf(name));
    return this.contents.get(name);
  }
}

/** Whether `step` waits only by the rule of its layer. */
export function followsRule({ dependsOn, dependsOnLayers, independentOf }: InstallStep): boolean {
  return dependsOn.length === 0 && dependsOnLayers.length === 0 && independentOf.length === 0;
}

/** Whether the dependant waits for a revision in spite of this gap. */
export function isHeld(notInStep: string | undefined): boolean {
  return notInStep === undefined || notInStep === 'values from elsewhere';
}
