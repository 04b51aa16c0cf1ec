/**
 * The next page of a list in a registry.
 */
import { findNextLink } from '../../../lib/sources/registry/next-link';

test.each([
  ['</v2/a/tags/list?last=1>; rel="next"', '/v2/a/tags/list?last=1'],
  ['</v2/a/tags/list?last=1>;rel=next', '/v2/a/tags/list?last=1'],
  ['</prev>; rel="prev", </next>; rel="next"', '/next'],
  ['</docs>; title="a, b; rel=next", </next>; REL = "last Next"', '/next'],
  ['</a,b>; rel=next; title=x', '/a,b'],
  ['</a>; rel="nextpage"', undefined],
  ['</a>; rel="prev"; rel="next"', undefined],
  ['</a>; anchor', undefined],
  ['</a>', undefined],
  ['', undefined],
  [undefined, undefined],
  [`</a>; title="${'\\'.repeat(20_000)}`, undefined],
])('%#: %s', (header, target) => {
  expect(findNextLink(header)).toBe(target);
});
