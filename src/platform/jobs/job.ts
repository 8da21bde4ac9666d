/**
 * Durable background work: enqueued in the transaction of the change, run after its commit, retried
 * until it succeeds or has used up its attempts.
 *
 * Jobs run **at least once**, so they have to be idempotent: a worker can crash after the work and
 * before the row is deleted, and another worker runs the job again.
 */
export { Discard, type JobDefinition, job, registerJobs } from "./definition"
export { enqueue, replaceJob } from "./enqueue"

export { startWorker, type WorkerOptions, workOff } from "./worker"
