/**
 * A whole text by the reader of block layout.
 */
import { BlockLines, findDocument, OtherLayout } from '../../lib/model/block-lines';
import { BlockReader } from '../../lib/model/block-yaml';
import type { YamlValue } from '../../lib/model/yaml-value';

class DocumentReader extends BlockReader {
  readDocument(): YamlValue {
    const { lines } = this;
    if (lines.indent !== 0) lines.stepAside();
    const value = this.readMap(0);
    return lines.isAtTextEnd ? value : lines.stepAside();
  }
}

/** The map that `text` is; `undefined` when it is in another layout. */
export function tryParseBlockYaml(text: string, file: string): YamlValue | undefined {
  const reader = new DocumentReader(new BlockLines(file, true));
  const document = findDocument(text);
  try {
    reader.lines.begin(document.text, document.line);
    return reader.readDocument();
  } catch (error) {
    if (error instanceof OtherLayout) return undefined;
    throw error;
  }
}
