import type { Database, Statement } from "bun:sqlite"

/**
 * A version number of the database. The reading connection never writes, so its `data_version`
 * changes with every commit of any connection and process. Reading it costs more than serving a
 * cached response, so the requests of one millisecond share it unless this process has committed.
 */
export class SqliteVersions {
  readonly #dataVersion: Statement<{ data_version: number }, []>
  #last = { at: 0, commits: -1, dataVersion: -1 }
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
    if (at !== this.#last.at || commits !== this.#last.commits) this.#read(at, commits)
    return this.#version
  }

  close() {
    this.#dataVersion.finalize()
  }

  #read(at: number, commits: number) {
    const dataVersion = this.#dataVersion.get()?.data_version ?? 0
    if (dataVersion !== this.#last.dataVersion) this.#version++
    this.#last = { at, commits, dataVersion }
  }
}
