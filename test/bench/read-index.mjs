/**
 * Reads an index from standard input by the built library, and prints the most memory that
 * took: megabytes that were resident, of the whole process.
 */
import library from '../../build/lib/model/helm-index/helm-index-reader.js';

const reader = new library.HelmIndexReader({ file: 'index.yaml' }, () => {
  throw new Error('the index is not laid out as Helm writes it');
});
process.stdin.on('data', chunk => reader.push(chunk));
process.stdin.on('end', () => {
  const { entries, problems } = reader.end();
  if (entries.length === 0 || problems.length > 0) throw new Error('the index is not read as it is meant to be');
  console.log(process.resourceUsage().maxRSS / 1024);
});
