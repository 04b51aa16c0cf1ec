/**
 * How jest runs two files at once, because their clusters spend most of the time waiting. Workers
 * are threads, so that whatever ends this process ends their clusters too.
 */
export const SIDE_BY_SIDE = { maxWorkers: 2, workerThreads: true } as const;
