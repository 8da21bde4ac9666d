/**
 * Work that follows a change and must not get lost: written in the transaction of the change,
 * run after its commit, tried again until it succeeds or has failed often enough.
 *
 * Jobs run **at least once**. A worker may die after the work and before the row is gone, and then
 * another does the work again: a job must bear being repeated.
 */
export { Discard, type JobContext, job, registerJobs } from "./definition"
export { enqueue } from "./enqueue"
export type { Job } from "./table"
export { workOff } from "./work-off"
export { startWorker, type Worker, type WorkerOptions } from "./worker"
