/**
 * How jest runs three files at once, because their clusters spend most of the time waiting. Workers
 * are threads, so that whatever ends this process ends their clusters too.
 */
export const SIDE_BY_SIDE = { maxWorkers: 3, workerThreads: true } as const;
