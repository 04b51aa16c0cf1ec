/**
 * Cleans up before this process ends, including when a signal ends it.
 */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const cleanUps = new Set<() => void>();

/** Calls `cleanUp` when a signal ends this process, or it exits. Call the result to cancel that. */
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
  // if there is another listener, it decides whether the process ends
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

function cleanUpAll(): void {
  for (const cleanUp of cleanUps) cleanUp();
  cleanUps.clear();
}
