/**
 * An output, and the place where a run builds its replacement, as tests find and leave them.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StagedFolder, type StagingOptions } from '../../lib/files/staged-folder';
import { temporaryName } from '../../lib/files/temporary-name';
import { filesIn, temporaryFolder } from '../constructs/temporary-folder';

export class StagedOutput {
  readonly folder = temporaryFolder();

  /** Takes the place for `dist`; a warning fails the test unless `more` expects it. */
  open(more: Partial<StagingOptions> = {}): Promise<StagedFolder> {
    const { signal } = new AbortController();
    const onWarning = (message: string) => expect(message).toBeUndefined();
    return StagedFolder.open(join(this.folder, 'dist'), { signal, onWait: () => undefined, onWarning, ...more });
  }

  /** As `open`, which gives up as soon as it would wait for another process. */
  openUnlessTaken(): Promise<StagedFolder> {
    const waits = new AbortController();
    return this.open({ signal: waits.signal, onWait: () => waits.abort() });
  }

  write(): void {
    mkdirSync(join(this.folder, 'dist/production'), { recursive: true });
    writeFileSync(join(this.folder, 'dist/production/a.k8s.yaml'), 'old');
  }

  get files(): Record<string, string> {
    return filesIn(join(this.folder, 'dist'));
  }

  /** A place that belongs to a process which has ended; returns the file that says so. */
  placeOfEnded(): string {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const owner = join(this.folder, '.dist.pctl', temporaryName().replace(/-\d+-/, `-${pid}-`));
    mkdirSync(join(this.folder, '.dist.pctl/new'), { recursive: true });
    writeFileSync(owner, '');
    return owner;
  }
}
