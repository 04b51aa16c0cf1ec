/** Indexes of Helm repositories that Flux refuses, or that are wrong in many places. */
import type { WrongInputs } from '../wrong-input';

const WRONG_VERSIONS = Array.from({ length: 102 }, (_, i) => `  - {name: shop, version: x${i + 100}, urls: [a.tgz]}\n`);

export const indexes = {
  'refused-index': [
    {
      title: 'an index with a version of an application that is a number',
      files: {
        'apps.yaml': `\
apiVersion: v1
entries:
  shop:
  - appVersion: 72551e2
    name: shop
    urls: [shop-1.0.0.tgz]
    version: 1.0.0
`,
      },
      program: `\
Catalog.fromFile(app, 'apps', 'apps.yaml', { repository: 'https://charts.example.com' });`,
      lines: [
        `apps.yaml:4:17: Flux will not read this index, and so install no chart of it: "appVersion" of chart "shop" is the number 72551e2 (quote it)`,
      ],
    },
  ],
  'more-problems': [
    {
      title: 'an index with more wrong versions than anybody reads',
      files: {
        'many.yaml': `apiVersion: v1\nentries:\n  shop:\n${WRONG_VERSIONS.join('')}`,
      },
      program: `\
Catalog.fromFile(app, 'many', 'many.yaml', { repository: 'https://charts.example.com', everyVersion: true });`,
      lines: [
        ...WRONG_VERSIONS.slice(0, 100).map(
          (_, i) =>
            `many.yaml:${4 + i}:27: chart "shop" x${i + 100} cannot be used: "version" is "x${i + 100}", which is not a version (write it in full, as in "1.2.3")`,
        ),
        `many.yaml:104:27: 2 more problems are not shown. Correct the ones above first`,
      ],
    },
  ],
} satisfies WrongInputs;
