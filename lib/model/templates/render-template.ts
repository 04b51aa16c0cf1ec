/**
 * Fills in a template: the files of its resources, and what it says about its profiles.
 */
import type { Fields } from '../data/json';
import { compact } from '../formats/source-access';
import type { Problem } from '../problem';
import { readFilePath, readRenderedMap, readRenderedObject, readRenderedText } from './read-rendered';
import type { TemplateDefinition, TemplateObject, TemplateProfile, TemplateText } from './template-definition';
import { attempt, partOf, type RenderContext, renderParts } from './template-parts';

/** A file of a rendered template. */
export interface RenderedFile {
  /** Relative, with slashes. Absent: the default path of what the template creates. */
  readonly path?: string;
  /** Objects in the order of the template; empty if there is `raw`. */
  readonly objects: readonly Fields[];
  /** A text that is written as it is. */
  readonly raw?: string;
}

/** A profile of a rendered template. */
export interface RenderedProfile extends Omit<TemplateProfile, 'values' | 'helmRelease' | 'path'> {
  /** Absent: none. */
  readonly values?: Fields;
  /** What is merged into its HelmRelease. Absent: nothing. */
  readonly helmRelease?: Fields;
  /** Path of the file with its HelmRelease. Absent: the default path. */
  readonly path?: string;
}

/** A template with its parameters filled in. */
export interface RenderedTemplate {
  /** In the order of the template. */
  readonly files: readonly RenderedFile[];
  /** By name. */
  readonly profiles: readonly RenderedProfile[];
  /** Path of the file with the HelmRepository. Absent: the default path. */
  readonly helmRepositoryPath?: string;
}

/**
 * `template` with `values` filled in; problems are added to those of `context`, and what they are
 * about is left out.
 */
export function renderTemplate(template: TemplateDefinition, context: RenderContext): RenderedTemplate {
  const renderer = new Renderer(template, context.problems);
  const { profiles, resources, helmRepositoryPath } = template;
  const files = resources.map(({ path, raw, content }) => ({
    path: renderer.path(path),
    raw: renderer.text(raw),
    objects: content.map(object => renderer.object(object)),
  }));
  const found = profiles.map(({ values, helmRelease, path, ...rest }) => ({
    rest,
    values: renderer.map(values),
    helmRelease: renderer.map(helmRelease),
    path: renderer.path(path),
  }));
  const repository = renderer.path(helmRepositoryPath);
  renderer.run(context);
  return {
    files: files.map(({ path, raw, objects }) => ({
      ...compact({ path: path(), raw: raw() }),
      objects: objects.map(object => object()).filter(object => object !== undefined),
    })),
    profiles: found.map(({ rest, values, helmRelease, path }) => ({
      ...rest,
      ...compact({ values: values(), helmRelease: helmRelease(), path: path() }),
    })),
    ...compact({ helmRepositoryPath: repository() }),
  };
}

/** Collects the texts of a template, so that all of them are filled in at once. */
class Renderer {
  private readonly sources: (TemplateText | TemplateObject)[] = [];
  private results: readonly (string | undefined)[] = [];

  constructor(
    private readonly template: TemplateDefinition,
    private readonly problems: Problem[],
  ) {}

  run(context: RenderContext): void {
    const parts = this.sources.map(partOf);
    this.results = attempt(this.template, this.problems, () => renderParts(parts, context)) ?? [];
  }

  text(source: TemplateText | undefined): () => string | undefined {
    return this.add(source, (text, at) => readRenderedText(text, at, this.problems));
  }

  path(source: TemplateText | undefined): () => string | undefined {
    return this.add(source, (text, at) => readFilePath(text, at, this.problems));
  }

  map(source: TemplateText | TemplateObject | undefined): () => Fields | undefined {
    return this.add(source, (text, at) => readRenderedMap(text, at, this.problems));
  }

  object(source: TemplateObject): () => Fields | undefined {
    const { injectPruneAnnotation } = this.template.options;
    return this.add(source, (text, at) => readRenderedObject(text, at, { problems: this.problems, injectPruneAnnotation })); // prettier-ignore
  }

  /** What `read` makes of the filled-in text, after `run`. */
  private add<T, S extends TemplateText | TemplateObject>(
    source: S | undefined,
    read: (text: string, at: S['at']) => T | undefined,
  ): () => T | undefined {
    if (source === undefined) return () => undefined;
    const index = this.sources.push(source) - 1;
    return () => {
      const text = this.results[index];
      return text === undefined ? undefined : read(text, source.at);
    };
  }
}
