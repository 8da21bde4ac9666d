import type { Database, Statement } from "bun:sqlite"

/**
 * A number that no two states of the database share. The reading connection never writes, so its
 * `data_version` changes with every commit of anybody, in this process or another; asking costs
 * more than many a request, so requests of one millisecond share the answer unless this process
 * has committed between them.
 */
export class SqliteVersions {
  readonly #dataVersion: Statement<{ data_version: number }, []>
  #asked = { at: 0, commits: -1, dataVersion: -1 }
  #version = 0

  constructor(
    reading: Database,
    readonly commits: { count: number },
  ) {
    this.#dataVersion = reading.prepare("PRAGMA data_version")
  }

  current() {
    const at = Date.now()
    const commits = this.commits.count
    if (at !== this.#asked.at || commits !== this.#asked.commits) this.#ask(at, commits)
    return this.#version
  }

  close() {
    this.#dataVersion.finalize()
  }

  #ask(at: number, commits: number) {
    const dataVersion = this.#dataVersion.get()?.data_version ?? 0
    if (dataVersion !== this.#asked.dataVersion) this.#version++
    this.#asked = { at, commits, dataVersion }
  }
}
