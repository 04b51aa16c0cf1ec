/**
 * What must be done before this process ends, also when a signal ends it.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const cleanUps = new Set<() => void>();

/** Calls `cleanUp` when this process is ended by a signal or ends by itself; the result takes that back. */
export function atEnd(cleanUp: () => void): () => void {
  if (cleanUps.size === 0) listen();
  cleanUps.add(cleanUp);
  return () => {
    if (cleanUps.delete(cleanUp) && cleanUps.size === 0) stopListening();
  };
}

function listen(): void {
  for (const signal of SIGNALS) process.on(signal, endBySignal);
  process.on('exit', cleanUpAll);
}

function stopListening(): void {
  for (const signal of SIGNALS) process.off(signal, endBySignal);
  process.off('exit', cleanUpAll);
}

function endBySignal(signal: NodeJS.Signals): void {
  stopListening();
  cleanUpAll();
  // another listener, if there is one, decides what becomes of the process
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function cleanUpAll(): void {
  for (const cleanUp of cleanUps) cleanUp();
  cleanUps.clear();
}
