/**
 * How jest runs two files at once: most of the time, their clusters wait for a requeue.
 * Workers are threads, so that whatever ends this process ends their clusters too.
 */
export const SIDE_BY_SIDE = { maxWorkers: 2, workerThreads: true } as const;
