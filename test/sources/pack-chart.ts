/**
 * Creates chart archives for tests.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';

/** The text of a file, or the target of a link. */
export type PackedFile = string | Buffer | { readonly link: string; readonly type?: 'SymbolicLink' | 'Link' };

/** A gzipped tar with these files, by their paths in it. */
export function packFiles(files: Readonly<Record<string, PackedFile>>): Buffer {
  const blocks = Object.entries(files).flatMap(([path, file]) => {
    if (typeof file === 'object' && 'link' in file) {
      return [encode({ path, type: file.type ?? 'SymbolicLink', linkpath: file.link, size: 0 })];
    }
    const data = Buffer.from(file);
    return [encode({ path, type: 'File', size: data.length }), data, Buffer.alloc(-data.length & 511)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

/** The archive of a chart; its files are in a folder of its name. */
export function packChart(name: string, files: Readonly<Record<string, PackedFile>>): Buffer {
  const all = { 'Chart.yaml': `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`, ...files };
  return packFiles(Object.fromEntries(Object.entries(all).map(([path, file]) => [`${name}/${path}`, file])));
}

/** The archive of the chart in `test/data/charts`. */
export function packSample(name: string): Buffer {
  const folder = join(__dirname, '../data/charts', name);
  return packChart(name, Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file))])));
}

/** The header of a file, without its content. */
export function packHeader(path: string, size: number): Buffer {
  return encode({ path, type: 'File', size });
}

function encode(fields: ConstructorParameters<typeof Header>[0]): Buffer {
  const block = Buffer.alloc(512);
  new Header({ mode: 0o644, mtime: new Date(0), uid: 0, gid: 0, ...(fields as object) }).encode(block);
  return block;
}
